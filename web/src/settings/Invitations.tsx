import { Button, Group, NativeSelect, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { Role } from "../api/types";
import { useInvitations, useInvite, useRevokeInvitation } from "../api/workspace";
import { text } from "../text/en";
import { when } from "../text/format";
import classes from "./Rows.module.css";
import { Secret } from "./Secret";
import { NotSaved, Section } from "./Section";

const words = text.settings.invitations;
const roles = text.settings.members.roles;
type Invited = Exclude<Role, "owner">;

/** Links that let others in: made, shown once, taken back. */
export function Invitations() {
  const invite = useInvite();
  const [form, setForm] = useState({ role: "member" as Invited, days: "7", people: "1" });
  const create = () => invite.mutate({ role: form.role, expires_in_days: Number(form.days), max_uses: Number(form.people) });
  const set = (name: keyof typeof form) => (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value });
  return (
    <Section title={words.title} hint={words.hint}>
      <Group align="end" gap="sm">
        <NativeSelect label={words.as} value={form.role} onChange={set("role")} data={(["member", "viewer"] as Invited[]).map((value) => ({ value, label: roles[value] }))} />
        <NativeSelect label={words.expires} value={form.days} onChange={set("days")} data={[1, 7, 30].map((days) => ({ value: String(days), label: words.days(days) }))} />
        <NativeSelect label={words.uses} value={form.people} onChange={set("people")} data={[1, 5, 20, 100].map((n) => ({ value: String(n), label: words.people(n) }))} />
        <Button loading={invite.isPending} onClick={create}>
          {words.create}
        </Button>
      </Group>
      <NotSaved error={invite.error} />
      {invite.data?.url && <Secret label={words.link} value={invite.data.url} />}
      <Open />
    </Section>
  );
}

function Open() {
  const invitations = useInvitations(true);
  const revoke = useRevokeInvitation();
  const items = invitations.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-label={words.open}>
      <Title order={3} size="h6">
        {words.open}
      </Title>
      <ul className={classes.rows}>
        {items.map(({ id, role, uses, max_uses, expires_at }) => (
          <li key={id} className={classes.row}>
            <Group justify="space-between" wrap="nowrap">
              <Stack gap={0}>
                <Text size="sm">{roles[role]}</Text>
                <Text size="sm" c="dimmed">
                  {words.used(uses, max_uses)} · {words.until(when(expires_at))}
                </Text>
              </Stack>
              <Button size="compact-sm" variant="subtle" color="red" loading={revoke.isPending && revoke.variables === id} onClick={() => revoke.mutate(id)}>
                {words.revoke}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
    </section>
  );
}
