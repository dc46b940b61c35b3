import { Alert, Stack, Switch, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { text } from "../text/en";
import type { Recording } from "./recording";
import { findRecognition, Listener, type SpeechFailure } from "./speech";

const words = text.record;

interface Props {
  recording: Recording;
  isOn: boolean;
  isPaused: boolean;
  onChange: (isOn: boolean) => void;
}

/** The browser's own recognition as a source of words, where the browser has one. */
export function SpeechInput({ recording, isOn, isPaused, onChange }: Props) {
  const [failure, setFailure] = useState<SpeechFailure | null>(null);
  const starts = useRef(new Map<string, number>());
  const RecognitionType = findRecognition();

  useEffect(() => {
    if (!isOn || isPaused || !RecognitionType) return undefined;
    const run = crypto.randomUUID();
    const listener = new Listener(
      RecognitionType,
      navigator.language,
      ({ index, text: heard, is_final, confidence }) => {
        const id = `${run}.${index}`;
        const start = starts.current.get(id) ?? recording.elapsed;
        starts.current.set(id, start);
        if (!is_final) return recording.guess(id, heard, start, null);
        starts.current.delete(id);
        recording.say(id, heard, start, null, confidence);
      },
      (what) => {
        setFailure(what);
        if (what === "denied") onChange(false);
      },
    );
    listener.start();
    return () => listener.stop();
  }, [isOn, isPaused, RecognitionType, recording]);

  if (!RecognitionType) {
    return (
      <Text size="sm" c="dimmed">
        {words.speechMissing}
      </Text>
    );
  }
  return (
    <Stack gap="xs">
      <Switch label={words.speech} description={words.speechPrivacy} checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      {failure && <Alert color="yellow" p="xs" title={failure === "denied" ? words.speechDenied : words.speechFailed} role="alert" />}
    </Stack>
  );
}
