import { Button, Paper, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconMicrophone } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { text } from "../text/en";

const words = text.record;

/** Before a recording: what it is about, and that everybody knows of it. */
export function Setup({ onStart }: { onStart: (title: string, keepsSound: boolean) => void }) {
  const [title, setTitle] = useState("");
  const [keepsSound, setKeepsSound] = useState(true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onStart(title, keepsSound);
  };
  return (
    <Paper withBorder p="lg" component="form" onSubmit={submit}>
      <Stack>
        <TextInput
          label={words.meetingTitle}
          placeholder={words.titlePlaceholder}
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
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
