import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import type { Delivery } from "../api/types";
import { useDeliveries, useReplay } from "../api/workspace";
import { More } from "../shell/More";
import { text } from "../text/en";
import { when } from "../text/format";
import classes from "./Rows.module.css";

const words = text.settings.webhooks;
const COLORS: Record<Delivery["state"], string> = { pending: "indigo", delivered: "teal", failed: "red" };

/** What was sent to a webhook, newest first. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const deliveries = useDeliveries(webhookId);
  const replay = useReplay(webhookId);
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap={0} pl="md" aria-busy={deliveries.isPending}>
      {deliveries.data && items.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noDeliveries}
        </Text>
      )}
      <ul className={classes.rows}>
        {items.map((one) => (
          <li key={one.id} className={classes.row}>
            <Group justify="space-between" gap="xs">
              <div className={classes.words}>
                <Group gap="xs">
                  <Text size="sm">{words.event[one.event]}</Text>
                  <Badge size="sm" variant="light" tt="none" color={COLORS[one.state]}>
                    {words.states[one.state]}
                  </Badge>
                </Group>
                <Text size="xs" c="dimmed">
                  {factsOf(one).join(" · ")}
                </Text>
              </div>
              {one.state !== "pending" && (
                <Button size="compact-xs" variant="light" loading={replay.isPending && replay.variables === one.id} onClick={() => replay.mutate(one.id)}>
                  {words.replay}
                </Button>
              )}
            </Group>
          </li>
        ))}
      </ul>
      {deliveries.hasNextPage && <More isLoading={deliveries.isFetchingNextPage} onLoad={() => void deliveries.fetchNextPage()} />}
    </Stack>
  );
}

function factsOf({ created_at, attempts, last_status, last_error, next_attempt_at }: Delivery): string[] {
  const problem = last_error ?? (last_status ? `HTTP ${last_status}` : null);
  return [when(created_at), words.attempts(attempts), problem, next_attempt_at ? words.nextAt(when(next_attempt_at)) : null].filter((fact) => fact !== null);
}
