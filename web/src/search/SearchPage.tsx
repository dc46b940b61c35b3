import "../styles/further";
import { Badge, Card, Group, Mark, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useSearch } from "../api/overview";
import type { Hit } from "../api/types";
import { More } from "../shell/More";
import { Problem } from "../shell/Problem";
import { useTitle } from "../shell/useTitle";
import { text } from "../text/en";
import { moment } from "../text/format";
import { markedParts } from "./marked";

const words = text.search;

/** The words looked for stand in the address, so that going back finds them. */
export function SearchPage() {
  useTitle(words.title);
  const [address, setAddress] = useSearchParams();
  const [typed, setTyped] = useState(address.get("q") ?? "");
  const [q] = useDebouncedValue(typed.trim(), 250);
  useEffect(() => {
    setAddress(q ? { q } : {}, { replace: true });
  }, [q, setAddress]);
  const found = useSearch(q);
  const hits = (q && found.data?.pages.flatMap((page) => page.items)) || [];
  return (
    <Stack maw={900} mx="auto">
      <Title order={1} size="h2">
        {words.title}
      </Title>
      <div role="search">
        <TextInput
          type="search"
          size="md"
          label={words.label}
          placeholder={words.placeholder}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoFocus
        />
      </div>
      {!q && <Hint first={words.hint} />}
      {found.error && <Problem error={found.error} onRetry={() => void found.refetch()} />}
      {q && found.isPending && <Skeleton height={72} role="status" aria-label={text.app.loading} />}
      <Stack gap="xs" component="section" aria-label={words.results}>
        {hits.map((hit, index) => (
          <HitCard key={`${hit.session_id}-${hit.kind}-${hit.seq}-${index}`} hit={hit} q={q} />
        ))}
      </Stack>
      {q && found.data && hits.length === 0 && !found.hasNextPage && <Hint first={words.none(q)} second={words.noneHint} />}
      {q && found.hasNextPage && <More isLoading={found.isFetchingNextPage} onLoad={() => void found.fetchNextPage()} />}
    </Stack>
  );
}

function Hint({ first, second }: { first: string; second?: string }) {
  return (
    <Stack align="center" py="xl" gap={4} ta="center" role="status">
      <Text c="dimmed">{first}</Text>
      {second && (
        <Text c="dimmed" size="sm">
          {second}
        </Text>
      )}
    </Stack>
  );
}

function HitCard({ hit, q }: { hit: Hit; q: string }) {
  const facts = [hit.meeting_title || text.meetings.untitled, hit.speaker, hit.start_ms === null ? null : moment(hit.start_ms)].filter(Boolean);
  return (
    <Card component={Link} to={addressOf(hit)} withBorder padding="sm">
      <Text size="sm">
        {markedParts(hit.sentence, q).map((part, index) => (part.isFound ? <Mark key={index}>{part.text}</Mark> : part.text))}
      </Text>
      <Group gap="xs" mt={6}>
        <Badge size="sm" variant="light" color={hit.kind === "segment" ? "indigo" : "teal"} tt="none">
          {words.kinds[hit.kind] ?? hit.kind}
        </Badge>
        <Text size="xs" c="dimmed">
          {facts.join(" · ")}
        </Text>
      </Group>
    </Card>
  );
}

function addressOf(hit: Hit): string {
  const meeting = `/meetings/${encodeURIComponent(hit.meeting_id)}`;
  return hit.seq === null ? meeting : `${meeting}?seq=${hit.seq}`;
}
