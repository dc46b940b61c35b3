import { Button, Checkbox, Group, Skeleton, Stack, Switch, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { HookEvent, Webhook } from "../api/types";
import { useAddWebhook, useRemoveWebhook, useSwitchWebhook, useWebhooks } from "../api/workspace";
import { Problem } from "../shell/Problem";
import { text } from "../text/en";
import { Deliveries } from "./Deliveries";
import classes from "./Rows.module.css";
import { Secret } from "./Secret";
import { NotSaved, Section } from "./Section";

const words = text.settings.webhooks;
const EVENTS = Object.keys(words.event) as HookEvent[];

export function WebhooksTab({ isOwner }: { isOwner: boolean }) {
  const hooks = useWebhooks(isOwner);
  if (!isOwner) return <Text c="dimmed">{text.settings.ownersOnly}</Text>;
  return (
    <Section title={words.title} hint={words.hint}>
      <NewWebhook />
      {hooks.error && <Problem error={hooks.error} onRetry={() => void hooks.refetch()} />}
      {hooks.isPending && <Skeleton height={60} role="status" aria-label={text.app.loading} />}
      {hooks.data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      )}
      <ul className={classes.rows}>
        {hooks.data?.items.map((hook) => (
          <Row key={hook.id} hook={hook} />
        ))}
      </ul>
    </Section>
  );
}

function NewWebhook() {
  const add = useAddWebhook();
  const [url, setUrl] = useState("");
  const [events, setEvents] = useState<string[]>(EVENTS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ url: url.trim(), events: EVENTS.filter((one) => events.includes(one)) }, { onSuccess: () => setUrl("") });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group align="end" gap="sm">
          <TextInput flex={1} miw={220} type="url" required label={words.url} description={words.urlHint} placeholder="https://" value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
          <Button type="submit" loading={add.isPending} disabled={!url.trim() || events.length === 0}>
            {words.add}
          </Button>
        </Group>
        <Checkbox.Group label={words.events} value={events} onChange={setEvents}>
          <Group mt={4}>
            {EVENTS.map((one) => (
              <Checkbox key={one} value={one} label={words.event[one]} />
            ))}
          </Group>
        </Checkbox.Group>
        <NotSaved error={add.error} />
        {add.data?.secret && <Secret label={words.secret} value={add.data.secret} />}
      </Stack>
    </form>
  );
}

function Row({ hook }: { hook: Webhook }) {
  const remove = useRemoveWebhook();
  const turn = useSwitchWebhook();
  const [isOpen, setOpen] = useState(false);
  const { id, url, events, is_active } = hook;
  return (
    <li className={classes.row}>
      <Group justify="space-between" gap="sm">
        <div className={classes.words}>
          <Text size="sm" fw={500}>
            {url}
          </Text>
          <Text size="sm" c="dimmed">
            {events.map((one) => words.event[one]).join(", ")}
          </Text>
        </div>
        <Group gap="xs">
          <Switch aria-label={words.active(url)} checked={is_active} disabled={turn.isPending} onChange={(event) => turn.mutate({ id, is_active: event.currentTarget.checked })} />
          <Button size="compact-sm" variant="default" aria-expanded={isOpen} aria-label={words.deliveriesOf(url)} onClick={() => setOpen(!isOpen)}>
            {words.deliveries}
          </Button>
          <Button size="compact-sm" variant="subtle" color="red" aria-label={words.removeOf(url)} loading={remove.isPending} onClick={() => remove.mutate(id)}>
            {words.remove}
          </Button>
        </Group>
      </Group>
      <NotSaved error={turn.error ?? remove.error} />
      {isOpen && <Deliveries webhookId={id} />}
    </li>
  );
}
