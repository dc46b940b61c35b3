import { ActionIcon, Button, Group, Paper, Progress, Text } from "@mantine/core";
import { IconFileText, IconFileMusic, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useRetryUpload, useUpload } from "../api/uploads";
import type { Upload } from "../api/types";
import { text } from "../text/en";
import { size } from "../text/format";
import type { SenderPorts } from "./sender";
import type { Refused, Transfer } from "./transfer";
import { uploads } from "./uploads";

const words = text.upload;

/** A file and what has become of it. */
export function TransferRow({ transfer, ports }: { transfer: Transfer; ports: SenderPorts }) {
  const { key, name, state } = transfer;
  const Icon = transfer.kind === "transcript" ? IconFileText : IconFileMusic;
  const isUnderWay = state === "waiting" || state === "sending";
  return (
    <Paper component="li" withBorder p="sm">
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Icon size={22} stroke={1.5} aria-hidden style={{ flexShrink: 0 }} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text fw={600} size="sm" style={{ overflowWrap: "anywhere" }}>
            {name}
          </Text>
          {state === "sent" && transfer.session_id ? <Processing sessionId={transfer.session_id} /> : <Sending transfer={transfer} ports={ports} />}
        </div>
        <ActionIcon variant="subtle" color="gray" aria-label={isUnderWay ? words.cancel(name) : words.forget(name)} onClick={() => uploads.remove(key, ports.storage)}>
          <IconX size={18} />
        </ActionIcon>
      </Group>
    </Paper>
  );
}

function Sending({ transfer, ports }: { transfer: Transfer; ports: SenderPorts }) {
  const { key, name, state, sent_bytes } = transfer;
  const share = transfer.size > 0 ? (100 * sent_bytes) / transfer.size : 0;
  switch (state) {
    case "waiting":
      return <Said>{words.waiting}</Said>;
    case "refused":
      return <Said color="red">{explain(transfer.refused)}</Said>;
    case "done":
      return <Done meetingId={transfer.meeting_id} name={name} said={words.imported} />;
    case "interrupted":
      return <Interrupted transfer={transfer} onResume={() => uploads.resume(key, ports)} canResume={uploads.holds(key)} />;
    default:
      return (
        <>
          <Said>{transfer.kind === "transcript" ? words.reading : words.sending(size(sent_bytes), size(transfer.size))}</Said>
          <Progress value={share} mt={6} animated aria-label={words.progress(name)} />
        </>
      );
  }
}

function Interrupted({ transfer, canResume, onResume }: { transfer: Transfer; canResume: boolean; onResume: () => void }) {
  return (
    <Group justify="space-between" gap="xs">
      <Said color="orange">{canResume ? words.interrupted : words.chooseAgain}</Said>
      {canResume && (
        <Button size="compact-sm" variant="light" aria-label={words.resumeOf(transfer.name)} onClick={onResume}>
          {words.resume}
        </Button>
      )}
    </Group>
  );
}

/** What the API makes of the file, once it is there. */
function Processing({ sessionId }: { sessionId: string }) {
  const { data, error } = useUpload(sessionId);
  const retry = useRetryUpload(sessionId);
  if (!data) return <Said color={error ? "red" : "dimmed"}>{error ? words.gone : words.looking}</Said>;
  const { total, done } = data.parts;
  return (
    <>
      {data.status === "completed" ? <Done meetingId={data.meeting_id} name={data.title} said={words.done} /> : <Said color={data.problem ? "red" : "dimmed"}>{phaseOf(data)}</Said>}
      {data.status === "processing" && <Progress value={total > 0 ? (100 * done) / total : 100} mt={6} animated striped={total === 0} aria-label={words.progress(data.title)} />}
      {data.problem && <Said color={data.status === "completed" ? "orange" : "red"}>{words.problems[data.problem.code]}</Said>}
      {data.is_retryable && (
        <Button mt={6} size="compact-sm" variant="light" loading={retry.isPending} onClick={() => retry.mutate()}>
          {text.app.retry}
        </Button>
      )}
    </>
  );
}

function Done({ meetingId, name, said }: { meetingId: string | null; name: string; said: string }) {
  return (
    <Group justify="space-between" gap="xs">
      <Said color="teal">{said}</Said>
      {meetingId && (
        <Button component={Link} to={`/meetings/${encodeURIComponent(meetingId)}`} size="compact-sm" aria-label={words.openOf(name)}>
          {words.open}
        </Button>
      )}
    </Group>
  );
}

function Said({ color = "dimmed", children }: { color?: string; children: ReactNode }) {
  return (
    <Text size="sm" c={color} role="status">
      {children}
    </Text>
  );
}

function phaseOf({ status, phase, parts }: Upload): string {
  if (status !== "processing") return words.statuses[status];
  if (phase === "transcribing" && parts.total > 1) return words.parts(parts.done, parts.total);
  return words.phases[phase ?? "queued"];
}

function explain(refused: Refused | null): string {
  if (!refused) return text.error.other;
  return refused.why === "said" ? words.said(refused.message) : words.refused[refused.why];
}
