import { Stack } from "@mantine/core";
import { useState } from "react";
import { MicrophoneInput } from "./MicrophoneInput";
import type { Recording } from "./recording";
import { SpeechInput } from "./SpeechInput";

type Ear = "microphone" | "recognition";

const STORAGE_KEY = "mina.ear";

/** Who listens: Mina, the browser, or nobody. The choice is remembered. */
export function Listening({ recording, isPaused, speaker }: { recording: Recording; isPaused: boolean; speaker: string }) {
  const [ear, setEar] = useState(localStorage.getItem(STORAGE_KEY));
  const choose = (wanted: Ear) => (isOn: boolean) => {
    const chosen = isOn ? wanted : "";
    localStorage.setItem(STORAGE_KEY, chosen);
    setEar(chosen);
  };
  return (
    <Stack gap="xs">
      <MicrophoneInput recording={recording} isPaused={isPaused} speaker={speaker} isOn={ear === "microphone"} onChange={choose("microphone")} />
      <SpeechInput recording={recording} isPaused={isPaused} isOn={ear === "recognition"} onChange={choose("recognition")} />
    </Stack>
  );
}
