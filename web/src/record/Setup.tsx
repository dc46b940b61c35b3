import { Button, NativeSelect, Paper, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconMicrophone } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { MeetingDetail } from "../api/types";
import { typeChoices } from "../meetings/types";
import { text } from "../text/en";
import type { NewRecording } from "./studio";

const words = text.record;

/** Before a recording: what it is about, and that everybody knows of it. */
export function Setup({ planned, onStart }: { planned: MeetingDetail | null; onStart: (wanted: NewRecording) => void }) {
  const [title, setTitle] = useState(planned?.title ?? "");
  const [type, setType] = useState(planned?.meeting_type ?? "general");
  const [keepsSound, setKeepsSound] = useState(true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onStart({ title, meeting_type: type, keeps_sound: keepsSound, meeting_id: planned?.id ?? null });
  };
  return (
    <Paper withBorder p="lg" component="form" onSubmit={submit}>
      <Stack>
        <TextInput
          label={words.meetingTitle}
          placeholder={words.titlePlaceholder}
          maxLength={200}
          value={title}
          readOnly={planned !== null}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        {!planned && <NativeSelect label={text.meetings.type} value={type} onChange={(event) => setType(event.currentTarget.value)} data={typeChoices(type)} />}
        <Switch label={words.keepSound} description={words.keepSoundHint} checked={keepsSound} onChange={(event) => setKeepsSound(event.currentTarget.checked)} />
        <Text size="sm" c="dimmed">
          {words.consent}
        </Text>
        <Button type="submit" size="md" color="red.9" leftSection={<IconMicrophone size={20} aria-hidden />}>
          {words.start}
        </Button>
      </Stack>
    </Paper>
  );
}
