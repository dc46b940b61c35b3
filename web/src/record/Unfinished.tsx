import { Alert, Button, Group, Text } from "@mantine/core";
import { IconDeviceFloppy } from "@tabler/icons-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { KeptSession } from "../live/machine";
import { text } from "../text/en";
import { recovery } from "./recovery";
import { saveUnsent } from "./save-unsent";
import type { Studio } from "./studio";

const words = text.record;

/** What earlier visits left on this device: carry on, finish, save as a file, or let go. */
export function Unfinished({ studio }: { studio: Studio }) {
  const [sessions, setSessions] = useState<KeptSession[]>([]);
  const [turn, setTurn] = useState(0);
  const recovering = useSyncExternalStore(recovery.subscribe, recovery.get);
  useEffect(() => {
    let isCurrent = true;
    void studio.unfinished().then((kept) => isCurrent && setSessions(kept));
    return () => {
      isCurrent = false;
    };
  }, [studio, turn, recovering]);
  const [elsewhere, setElsewhere] = useState<KeptSession[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const own = new Set(recovering.map(({ recorder }) => recorder.sessionId));
    void studio.underWay().then((kept) => isCurrent && setElsewhere(kept.filter((one) => !own.has(one.record.details.session_id))));
    return () => {
      isCurrent = false;
    };
  }, [studio, recovering]);
  const left = recovering.reduce((sum, { recorder: { view } }) => sum + view.spoken - view.stored, 0);
  const sent = left > 0 && <Alert key="recovering" color="indigo" p="xs" title={words.recovered(left)} role="status" />;
  const asked = sessions.map((kept) => {
    const { session_id, title } = kept.record.details;
    const unsent = kept.waiting.length + kept.batches.reduce((sum, batch) => sum + batch.segments.length, 0);
    const finish = () => studio.carryOn({ ...kept, record: { ...kept.record, is_ending: true } });
    const discard = () => studio.discard(session_id).then(() => setTurn(turn + 1));
    return (
      <Alert key={session_id} variant="default" title={words.unfinished} icon={<IconDeviceFloppy aria-hidden />}>
        <Text size="sm" mb="sm">
          {words.unfinishedHint(title ?? text.meetings.untitled, unsent)}
        </Text>
        <Group gap="xs">
          <Button size="xs" onClick={() => void studio.carryOn(kept)}>
            {words.carryOn}
          </Button>
          <Button size="xs" variant="light" onClick={() => void finish()}>
            {words.finish}
          </Button>
          {unsent > 0 && (
            <Button size="xs" variant="subtle" onClick={() => saveUnsent(kept)}>
              {words.saveFile}
            </Button>
          )}
          <Button size="xs" variant="subtle" color="red" onClick={() => void discard()}>
            {words.discard}
          </Button>
        </Group>
      </Alert>
    );
  });
  return (
    <>
      {sent}
      {elsewhere.map(({ record: { details } }) => (
        <Alert key={details.session_id} color="indigo" p="xs" title={words.elsewhere(details.title ?? text.meetings.untitled)} role="status" />
      ))}
      {asked}
    </>
  );
}
