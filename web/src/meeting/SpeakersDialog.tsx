import { Alert, Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useCorrect } from "../api/corrections";
import type { Segment } from "../api/types";
import { text } from "../text/en";

const words = text.speakers;

/** Gives the voices of a meeting their names, and says which two are one. */
export function SpeakersDialog({ meetingId, segments, onClose }: { meetingId: string; segments: Segment[]; onClose: () => void }) {
  const names = new Map(segments.flatMap((one) => (one.speaker ? [[one.speaker, one.speaker_name ?? one.speaker] as const] : [])));
  const labels = [...names.keys()];
  return (
    <Modal opened onClose={onClose} title={words.title} size="lg" closeButtonProps={{ "aria-label": text.tasks.cancel }}>
      <Stack>
        <Text size="sm" c="dimmed">
          {words.hint}
        </Text>
        {labels.map((label) => (
          <Speaker key={label} meetingId={meetingId} label={label} name={names.get(label) ?? label} others={labels.filter((one) => one !== label).map((one) => ({ value: one, label: names.get(one) ?? one }))} />
        ))}
      </Stack>
    </Modal>
  );
}

interface SpeakerProps {
  meetingId: string;
  label: string;
  name: string;
  others: { value: string; label: string }[];
}

function Speaker({ meetingId, label, name, others }: SpeakerProps) {
  const correct = useCorrect(meetingId);
  const [typed, setTyped] = useState(name);
  const [into, setInto] = useState("");
  const wanted = typed.trim();
  return (
    <Stack gap={6}>
      <Group align="end" gap="xs">
        <TextInput flex={1} miw={150} label={words.name(label)} maxLength={100} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button variant="light" disabled={!wanted || wanted === name} loading={correct.isPending && correct.variables.kind === "rename"} onClick={() => correct.mutate({ kind: "rename", label, name: wanted })}>
          {words.rename}
        </Button>
        {others.length > 0 && (
          <>
            <NativeSelect flex={1} miw={150} label={words.into(name)} value={into} onChange={(event) => setInto(event.currentTarget.value)} data={[{ value: "", label: words.nobody }, ...others]} />
            <Button variant="light" disabled={!into} loading={correct.isPending && correct.variables.kind === "merge"} onClick={() => correct.mutate({ kind: "merge", from: label, into })}>
              {words.merge}
            </Button>
          </>
        )}
      </Group>
      {correct.isError && <Alert color="red" p="xs" role="alert" title={words.failed} />}
    </Stack>
  );
}
