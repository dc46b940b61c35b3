import { Alert, Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSchedule } from "../api/queries";
import { text } from "../text/en";
import { typeChoices } from "./types";

const words = text.schedule;

/** A meeting that will take place. */
export function ScheduleDialog({ onClose }: { onClose: () => void }) {
  const schedule = useSchedule();
  const [form, setForm] = useState({ title: "", type: "general", at: nextHour(new Date()), participants: "" });
  const set = (name: keyof typeof form) => (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = { title: form.title.trim(), meeting_type: form.type, scheduled_at: new Date(form.at).toISOString(), participants: namesOf(form.participants) };
    schedule.mutate(wanted, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ "aria-label": text.tasks.cancel }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={words.name} required maxLength={200} data-autofocus value={form.title} onChange={set("title")} />
          <TextInput label={words.at} type="datetime-local" required value={form.at} onChange={set("at")} />
          <NativeSelect label={words.type} value={form.type} onChange={set("type")} data={typeChoices()} />
          <Textarea label={words.participants} description={words.participantsHint} autosize minRows={2} value={form.participants} onChange={set("participants")} />
          {schedule.isError && <Alert color="red" p="xs" role="alert" title={words.failed} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text.tasks.cancel}
            </Button>
            <Button type="submit" loading={schedule.isPending} disabled={!form.title.trim() || !form.at}>
              {words.schedule}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** "Ada, Ben" or a name a line. */
export function namesOf(typed: string): string[] {
  return typed.split(/[,;\n]/).map((name) => name.trim().slice(0, 100)).filter(Boolean).slice(0, 50);
}

/** The next full hour, as an input of a local time wants it. */
export function nextHour(now: Date): string {
  const at = new Date(now.getFullYear(), now.getMonth(), now.getDate(), now.getHours() + 1);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:00`;
}
