import "../styles/further";
import { Button, Group, NativeSelect, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCalendarPlus, IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { type MeetingFilter, useMeetings, useRole } from "../api/queries";
import { More } from "../shell/More";
import { Problem } from "../shell/Problem";
import { useTitle } from "../shell/useTitle";
import { text } from "../text/en";
import { addressOf, filterOf, STATUSES } from "./filter";
import { MeetingCard } from "./MeetingCard";
import { typeChoices } from "./types";

const ScheduleDialog = lazy(async () => ({ default: (await import("./ScheduleDialog")).ScheduleDialog }));

const words = text.meetings;

/** The filter stands in the address, so that going back finds the same list. */
export function MeetingsPage() {
  useTitle(words.title);
  const [address, setAddress] = useSearchParams();
  const filter = filterOf(address);
  const role = useRole();
  const [isScheduling, setScheduling] = useState(false);
  const change = (changes: Partial<MeetingFilter>) => setAddress((now) => addressOf({ ...filterOf(now), ...changes }), { replace: true });
  const meetings = useMeetings(filter);
  const rows = meetings.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack maw={900} mx="auto">
      <Group justify="space-between">
        <Title order={1} size="h2">
          {words.title}
        </Title>
        {role !== "viewer" && (
          <Button variant="light" leftSection={<IconCalendarPlus size={18} aria-hidden />} onClick={() => setScheduling(true)}>
            {words.schedule}
          </Button>
        )}
      </Group>
      <Filter filter={filter} onChange={change} />
      {meetings.error && <Problem error={meetings.error} onRetry={() => void meetings.refetch()} />}
      {meetings.isPending && <Skeleton height={72} role="status" aria-label={text.app.loading} />}
      <Stack gap="xs" component="section" aria-label={words.title}>
        {rows.map((meeting) => (
          <MeetingCard key={meeting.id} meeting={meeting} />
        ))}
      </Stack>
      {meetings.data && rows.length === 0 && !meetings.hasNextPage && <Nothing isFiltered={Object.keys(addressOf(filter)).length > 0} onClear={() => setAddress({})} />}
      {meetings.hasNextPage && <More isLoading={meetings.isFetchingNextPage} onLoad={() => void meetings.fetchNextPage()} />}
      {isScheduling && (
        <Suspense>
          <ScheduleDialog onClose={() => setScheduling(false)} />
        </Suspense>
      )}
    </Stack>
  );
}

/** Two beside each other on a phone. */
const HALF = { base: "calc(50% - 6px)", sm: "auto" };

function Filter({ filter, onChange }: { filter: MeetingFilter; onChange: (changes: Partial<MeetingFilter>) => void }) {
  const [typed, setTyped] = useState(filter.q);
  const [q] = useDebouncedValue(typed.trim(), 250);
  const asked = useRef(filter.q);
  useEffect(() => {
    if (q === filter.q) return;
    asked.current = q;
    onChange({ q });
  }, [q]);
  // Only what somebody else has asked for, going back or clearing, takes the place of what is being typed.
  useEffect(() => {
    if (filter.q === asked.current) return;
    asked.current = filter.q;
    setTyped(filter.q);
  }, [filter.q]);
  return (
    <Group align="end" gap="sm" role="search">
      <TextInput
        flex="1 1 220px"
        type="search"
        label={words.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <NativeSelect
        w={HALF}
        label={words.status}
        value={filter.status ?? ""}
        onChange={(event) => onChange({ status: STATUSES.find((one) => one === event.currentTarget.value) ?? null })}
        data={[{ value: "", label: words.any }, ...STATUSES.map((value) => ({ value, label: words.statuses[value] }))]}
      />
      <NativeSelect w={HALF} label={words.type} value={filter.type} onChange={(event) => onChange({ type: event.currentTarget.value })} data={[{ value: "", label: words.anyType }, ...typeChoices(filter.type)]} />
      <TextInput w={HALF} type="date" label={words.from} max={filter.to || undefined} value={filter.from} onChange={(event) => onChange({ from: event.currentTarget.value })} />
      <TextInput w={HALF} type="date" label={words.to} min={filter.from || undefined} value={filter.to} onChange={(event) => onChange({ to: event.currentTarget.value })} />
    </Group>
  );
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
