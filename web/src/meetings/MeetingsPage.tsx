import "../styles/further";
import { Button, Group, NativeSelect, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { useMeetings } from "../api/queries";
import type { MeetingStatus } from "../api/types";
import { More } from "../shell/More";
import { Problem } from "../shell/Problem";
import { useTitle } from "../shell/useTitle";
import { text } from "../text/en";
import { MeetingCard } from "./MeetingCard";

const words = text.meetings;
const STATUSES: MeetingStatus[] = ["live", "completed", "scheduled"];

/** The filter stands in the address, so that going back finds the same list. */
export function MeetingsPage() {
  useTitle(words.title);
  const [address, setAddress] = useSearchParams();
  const status = STATUSES.find((one) => one === address.get("status")) ?? null;
  const [typed, setTyped] = useState(address.get("q") ?? "");
  const [q] = useDebouncedValue(typed.trim(), 250);
  useEffect(() => {
    setAddress(asAddress(q, status), { replace: true });
  }, [q, status, setAddress]);
  const meetings = useMeetings({ q, status });
  const rows = meetings.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack maw={900} mx="auto">
      <Title order={1} size="h2">
        {words.title}
      </Title>
      <Group align="end" gap="sm" role="search">
        <TextInput
          flex={1}
          miw={200}
          type="search"
          label={words.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <NativeSelect
          label={words.status}
          value={status ?? ""}
          onChange={(event) => setAddress(asAddress(q, event.currentTarget.value), { replace: true })}
          data={[{ value: "", label: words.any }, ...STATUSES.map((value) => ({ value, label: words.statuses[value] }))]}
        />
      </Group>
      {meetings.error && <Problem error={meetings.error} onRetry={() => void meetings.refetch()} />}
      {meetings.isPending && <Skeleton height={72} role="status" aria-label={text.app.loading} />}
      <Stack gap="xs" component="section" aria-label={words.title}>
        {rows.map((meeting) => (
          <MeetingCard key={meeting.id} meeting={meeting} />
        ))}
      </Stack>
      {meetings.data && rows.length === 0 && <Nothing isFiltered={Boolean(q || status)} onClear={() => (setTyped(""), setAddress({}))} />}
      {meetings.hasNextPage && <More isLoading={meetings.isFetchingNextPage} onLoad={() => void meetings.fetchNextPage()} />}
    </Stack>
  );
}

function asAddress(q: string, status: string | null): Record<string, string> {
  return { ...(q ? { q } : {}), ...(status ? { status } : {}) };
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return (
    <Stack align="center" py="xl" gap="xs">
      <Text c="dimmed">{isFiltered ? words.none : text.dashboard.empty}</Text>
      {isFiltered ? (
        <Button variant="light" onClick={onClear}>
          {words.clear}
        </Button>
      ) : (
        <Text c="dimmed" size="sm">
          {text.dashboard.emptyHint}
        </Text>
      )}
    </Stack>
  );
}
