import { Alert, Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { type Correction, useCorrect } from "../api/corrections";
import type { Segment } from "../api/types";
import { text } from "../text/en";

const words = text.speakers;

/** Gives the voices of a meeting their names, and says which two are one. */
export function SpeakersDialog({ meetingId, segments, onClose }: { meetingId: string; segments: Segment[]; onClose: () => void }) {
  const voices = [...voicesOf(segments)];
  return (
    <Modal opened onClose={onClose} title={words.title} size="lg" closeButtonProps={{ "aria-label": text.tasks.cancel }}>
      <Stack>
        <Text size="sm" c="dimmed">
          {words.hint}
        </Text>
        {voices.map(([name, labels]) => (
          <Speaker key={labels.join()} meetingId={meetingId} labels={labels} name={name} others={voices.filter(([other]) => other !== name).map(([other, [first = other]]) => ({ value: first, label: other }))} />
        ))}
      </Stack>
    </Modal>
  );
}

/** The labels of recognition behind each name: several where speakers have been merged. */
function voicesOf(segments: Segment[]): Map<string, string[]> {
  const voices = new Map<string, string[]>();
  for (const { speaker, speaker_name } of segments) {
    const labels = voices.get(speaker_name ?? speaker ?? "") ?? [];
    if (speaker && !labels.includes(speaker)) voices.set(speaker_name ?? speaker, [...labels, speaker]);
  }
  return voices;
}

interface SpeakerProps {
  meetingId: string;
  labels: string[];
  name: string;
  others: { value: string; label: string }[];
}

function Speaker({ meetingId, labels, name, others }: SpeakerProps) {
  const correct = useCorrect(meetingId);
  const [typed, setTyped] = useState(name);
  const [into, setInto] = useState("");
  const wanted = typed.trim();
  const each = async (correction: (label: string) => Correction) => {
    for (const label of labels) await correct.mutateAsync(correction(label));
  };
  const rename = () => each((label) => ({ kind: "rename", label, name: wanted }));
  const merge = () => each((label) => ({ kind: "merge", from: label, into }));
  const failed = () => undefined; // said below
  return (
    <Stack gap={6}>
      <Group align="end" gap="xs">
        <TextInput flex={1} miw={150} label={words.name(labels.join(", "))} maxLength={100} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button variant="light" disabled={!wanted || wanted === name} loading={correct.isPending && correct.variables.kind === "rename"} onClick={() => void rename().catch(failed)}>
          {words.rename}
        </Button>
        {others.length > 0 && (
          <>
            <NativeSelect flex={1} miw={150} label={words.into(name)} value={into} onChange={(event) => setInto(event.currentTarget.value)} data={[{ value: "", label: words.nobody }, ...others]} />
            <Button variant="light" disabled={!into} loading={correct.isPending && correct.variables.kind === "merge"} onClick={() => void merge().catch(failed)}>
              {words.merge}
            </Button>
          </>
        )}
      </Group>
      {correct.isError && <Alert color="red" p="xs" role="alert" title={words.failed} />}
    </Stack>
  );
}
