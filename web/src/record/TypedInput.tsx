import { Button, Group, Text, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { text } from "../text/en";
import type { Recording } from "./recording";

const words = text.record;

interface Props {
  recording: Recording;
  speaker: string;
  onSpeaker: (name: string) => void;
}

/** Who speaks, and words by keyboard: interims while typing, a segment at Enter. */
export function TypedInput({ recording, speaker, onSpeaker }: Props) {
  const [typed, setTyped] = useState("");
  const utterance = useRef({ id: crypto.randomUUID() as string, start: null as number | null });

  const type = (value: string) => {
    utterance.current.start ??= recording.elapsed;
    setTyped(value);
    recording.guess(utterance.current.id, value, utterance.current.start, speaker.trim() || null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { id, start } = utterance.current;
    recording.say(id, typed, start ?? recording.elapsed, speaker.trim() || null);
    utterance.current = { id: crypto.randomUUID(), start: null };
    setTyped("");
  };
  return (
    <form onSubmit={submit}>
      <Group align="end" gap="sm">
        <TextInput label={words.speaker} maxLength={100} w={{ base: "100%", xs: 160 }} value={speaker} onChange={(event) => onSpeaker(event.currentTarget.value)} />
        <TextInput
          flex={1}
          miw={180}
          label={words.say}
          aria-describedby="say-hint"
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          autoComplete="off"
        />
        <Button type="submit" variant="light" disabled={!typed.trim()}>
          {words.add}
        </Button>
      </Group>
      <Text id="say-hint" size="xs" c="dimmed" mt={4}>
        {words.sayHint}
      </Text>
    </form>
  );
}
