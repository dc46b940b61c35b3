import { Alert, Switch, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useModelStatus } from "../api/workspace";
import { asSound } from "../live/sounds";
import { useIdentityStatus } from "../services";
import { text } from "../text/en";
import { base64Of } from "./base64";
import { LevelMeter, type LevelShown } from "./LevelMeter";
import { hasMicrophone, Microphone, type MicrophoneFailure, type Take } from "./microphone";
import type { Recording } from "./recording";

const words = text.record;

interface Props {
  recording: Recording;
  isOn: boolean;
  isPaused: boolean;
  speaker: string;
  onChange: (isOn: boolean) => void;
}

/** The microphone as a source: utterance by utterance to Mina's own transcription. */
export function MicrophoneInput({ recording, isOn, isPaused, speaker, onChange }: Props) {
  const [failure, setFailure] = useState<MicrophoneFailure | null>(null);
  const isSignedIn = useIdentityStatus() === "signed_in";
  const canHear = useModelStatus(isSignedIn).data?.is_transcribing ?? true;
  const meter = useRef<LevelShown>(null);
  const whoever = useRef(speaker);
  whoever.current = speaker.trim();
  useEffect(() => {
    if (!isOn || isPaused || !canHear) return undefined;
    const microphone = new Microphone({
      clock: () => recording.elapsed,
      onTake: (take) => keep(send(recording, take, whoever.current)),
      onLevel: (level, isSpeaking) => meter.current?.show(level, isSpeaking),
      onFailure: (what) => {
        setFailure(what);
        onChange(false);
      },
    });
    const handed = new Set<Promise<void>>();
    const keep = (sending: Promise<void>) => {
      handed.add(sending);
      void sending.finally(() => handed.delete(sending));
    };
    const leave = recording.addSource(async () => {
      await microphone.finish();
      await Promise.all(handed);
    });
    setFailure(null);
    void microphone.open();
    return () => {
      leave();
      microphone.close();
    };
  }, [isOn, isPaused, canHear, recording]);

  if (!hasMicrophone() || !canHear) {
    return (
      <Text size="sm" c="dimmed">
        {canHear ? words.microphoneUnsupported : words.notTranscribing}
      </Text>
    );
  }
  return (
    <div>
      <Switch label={words.microphone} description={words.microphoneHint} checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      {isOn && !isPaused && <LevelMeter ref={meter} />}
      {failure && <Alert color="yellow" p="xs" mt="xs" title={words.microphoneFailures[failure]} role="alert" />}
    </div>
  );
}

async function send(recording: Recording, { sound, start_ms, end_ms }: Take, speaker: string): Promise<void> {
  const kept = asSound(await base64Of(sound), { format: sound.type.split(";")[0] ?? "", start_ms, end_ms, ...(speaker ? { speaker } : {}) });
  if (kept) recording.hear(crypto.randomUUID(), kept);
}
