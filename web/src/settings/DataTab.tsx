import { Button, Group, Stack, Text } from "@mantine/core";
import type { Archive } from "../api/types";
import { useArchive, useAudit, useRequestArchive } from "../api/workspace";
import { More } from "../shell/More";
import { Problem } from "../shell/Problem";
import { text } from "../text/en";
import { size, when } from "../text/format";
import classes from "./Rows.module.css";
import { NotSaved, Section } from "./Section";

const words = text.settings.data;

/** Everything of the workspace as a file, and who did what in it. */
export function DataTab({ isOwner }: { isOwner: boolean }) {
  if (!isOwner) return <Text c="dimmed">{text.settings.ownersOnly}</Text>;
  return (
    <Stack>
      <Everything />
      <Trail />
    </Stack>
  );
}

function Everything() {
  const archive = useArchive();
  const request = useRequestArchive();
  const isRunning = archive.data?.status === "running";
  return (
    <Section title={words.export} hint={words.exportHint}>
      {archive.data && <Files archive={archive.data} />}
      <NotSaved error={request.error} />
      <Group>
        <Button variant="light" loading={request.isPending || isRunning} onClick={() => request.mutate(undefined)}>
          {words.request}
        </Button>
      </Group>
    </Section>
  );
}

function Files({ archive }: { archive: Archive }) {
  const { status, files, meetings, expires_at } = archive;
  return (
    <div role="status">
      <Text size="sm" c={status === "failed" ? "red" : "dimmed"}>
        {status === "running" ? words.running(meetings) : words.statuses[status]}
        {status === "ready" && expires_at && ` ${words.until(when(expires_at))}`}
      </Text>
      <Group gap="xs" mt={4}>
        {files.map((file, index) => (
          <Button key={file.url} component="a" href={file.url} download size="compact-sm">
            {words.download(index + 1, files.length, size(file.size))}
          </Button>
        ))}
      </Group>
    </div>
  );
}

function Trail() {
  const audit = useAudit();
  const rows = audit.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={words.audit} hint={words.auditHint}>
      {audit.error && <Problem error={audit.error} onRetry={() => void audit.refetch()} />}
      <ul className={classes.rows}>
        {rows.map((row) => (
          <li key={row.id} className={classes.row}>
            <Group justify="space-between" gap="xs">
              <Text size="sm" className={classes.words ?? ""}>
                <b>{row.actor_name ?? words.system}</b> {words.actions[row.action]}
                {row.detail && (
                  <Text span inherit c="dimmed">
                    {" "}
                    ({row.detail})
                  </Text>
                )}
              </Text>
              <Text size="sm" c="dimmed">
                {when(row.at)}
              </Text>
            </Group>
          </li>
        ))}
      </ul>
      {audit.hasNextPage && <More isLoading={audit.isFetchingNextPage} onLoad={() => void audit.fetchNextPage()} />}
    </Section>
  );
}
