import { Button, Group, NativeSelect, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Member, Role } from "../api/types";
import { useMembers, useSendAway, useSetRole } from "../api/workspace";
import { Problem } from "../shell/Problem";
import { text } from "../text/en";
import { Invitations } from "./Invitations";
import classes from "./Rows.module.css";
import { NotSaved, Section } from "./Section";

const words = text.settings.members;
const ROLES: Role[] = ["owner", "member", "viewer"];

export function MembersTab({ isOwner }: { isOwner: boolean }) {
  const members = useMembers();
  return (
    <Stack>
      {members.error && <Problem error={members.error} onRetry={() => void members.refetch()} />}
      {members.isPending && <Skeleton height={120} role="status" aria-label={text.app.loading} />}
      {members.data && (
        <Section title={words.title} hint={words.rolesHint}>
          <ul className={classes.rows}>
            {members.data.items.map((member) => (
              <Row key={member.user_id} member={member} isOwner={isOwner} />
            ))}
          </ul>
        </Section>
      )}
      {isOwner && <Invitations />}
    </Stack>
  );
}

function Row({ member, isOwner }: { member: Member; isOwner: boolean }) {
  const setRole = useSetRole();
  const sendAway = useSendAway();
  const [isSure, setSure] = useState(false);
  const { user_id, name, email, role, is_me } = member;
  return (
    <li className={classes.row}>
      <Group justify="space-between" gap="sm">
        <div className={classes.words}>
          <Text size="sm" fw={500}>
            {name}
            {is_me && (
              <Text span inherit c="dimmed" fw={400}>
                {" "}
                ({words.you})
              </Text>
            )}
          </Text>
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        </div>
        {isOwner ? (
          <Group gap="xs">
            <NativeSelect
              size="xs"
              aria-label={words.role(name)}
              value={role}
              disabled={setRole.isPending}
              onChange={(event) => setRole.mutate({ user_id, role: event.currentTarget.value as Role })}
              data={ROLES.map((value) => ({ value, label: words.roles[value] }))}
            />
            {!is_me && (
              <Button size="xs" variant="subtle" color="red" aria-label={words.removeOf(name)} onClick={() => setSure(true)}>
                {words.remove}
              </Button>
            )}
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {words.roles[role]}
          </Text>
        )}
      </Group>
      {isSure && (
        <Group gap="xs" mt="xs" role="alert">
          <Text size="sm">{words.sure(name)}</Text>
          <Button size="compact-sm" color="red" loading={sendAway.isPending} onClick={() => sendAway.mutate(user_id)}>
            {words.remove}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setSure(false)}>
            {words.cancel}
          </Button>
        </Group>
      )}
      <NotSaved error={setRole.error ?? sendAway.error} />
    </li>
  );
}
