import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Link, useNavigate } from "react-router";
import { PipelineSteps } from "../meeting/PipelineSteps";
import { useIdentityStatus } from "../services";
import { text } from "../text/en";
import { moment } from "../text/format";
import { rememberClaim } from "./claims";
import { currentRecording } from "./current";
import { Lines } from "./Lines";
import { Listening } from "./Listening";
import type { Recording, RecordingView } from "./recording";
import { TypedInput } from "./TypedInput";
import { usualSpeaker } from "./usual-speaker";

const words = text.record;
const COLORS: Record<RecordingView["status"], string> = {
  idle: "gray", connecting: "indigo", recording: "red.9", reconnecting: "yellow", ending: "indigo", finalized: "teal",
  fenced: "orange", sealed: "orange", refused: "red",
};

/** A recording from its first word to its insights. */
export function ActiveRecording({ recording }: { recording: Recording }) {
  const view = useSyncExternalStore(recording.subscribe, recording.getView);
  const [hasEnded, setEnded] = useState(false);
  const [speaker, setSpeaker] = useState(usualSpeaker(localStorage));
  const navigate = useNavigate();
  const { status, meeting_id } = view;
  const isOver = ["finalized", "fenced", "sealed", "refused"].includes(status);
  const isEnding = hasEnded || status === "ending";
  const stop = () => {
    setEnded(true);
    void recording.end();
  };
  const leave = () => {
    currentRecording.set(null);
    void recording.dispose();
  };
  useEffect(() => {
    const { capability, sessionId } = recording.recorder;
    if (status === "finalized" && !meeting_id && capability) rememberClaim(localStorage, { session_id: sessionId, capability });
    if (status !== "finalized" || !meeting_id) return;
    leave();
    void navigate(`/meetings/${encodeURIComponent(meeting_id)}`);
  }, [status, meeting_id]);

  return (
    <>
      <Paper withBorder p="md">
        <Group justify="space-between">
          <div>
            <Title order={2} size="h4">
              {recording.title || text.meetings.untitled}
            </Title>
            <Group gap="xs" mt={4}>
              <Badge color={COLORS[status]} variant={status === "recording" ? "filled" : "light"} tt="none" role="status">
                {view.is_off_record && !isEnding ? words.offRecord : words.statuses[isEnding && status === "recording" ? "ending" : status]}
              </Badge>
              {!isOver && <Elapsed recording={recording} />}
            </Group>
          </div>
          {!isOver && !isEnding && (
            <Group gap="xs">
              <OffRecordButton recording={recording} isOff={view.is_off_record} />
              <Button color="red.9" leftSection={<IconPlayerStop size={18} aria-hidden />} onClick={stop}>
                {words.stop}
              </Button>
            </Group>
          )}
        </Group>
        <Saved view={view} />
      </Paper>
      {view.is_volatile && <Alert color="red" title={words.volatile} role="alert" />}
      <Stopped recording={recording} view={view} onLeave={leave} />
      {!isOver && !isEnding && <Listening recording={recording} isPaused={view.is_off_record} speaker={speaker} />}
      {!isOver && !isEnding && !view.is_off_record && <TypedInput recording={recording} speaker={speaker} onSpeaker={setSpeaker} />}
      <Lines lines={view.lines} />
    </>
  );
}

function OffRecordButton({ recording, isOff }: { recording: Recording; isOff: boolean }) {
  const Icon = isOff ? IconPlayerPlay : IconPlayerPause;
  return (
    <Button variant="default" leftSection={<Icon size={18} aria-hidden />} onClick={() => recording.setOffRecord(!isOff)}>
      {isOff ? words.resume : words.pause}
    </Button>
  );
}

function Saved({ view }: { view: RecordingView }) {
  const unsent = view.spoken - view.stored - view.refused;
  return (
    <Group gap="md" mt="sm">
      <Text size="sm" fw={600} role="status" aria-live="polite" data-stored={view.stored} data-spoken={view.spoken}>
        {words.saved(view.stored, view.spoken)}
      </Text>
      {unsent > 0 && !view.is_volatile && (
        <Text size="sm" c="dimmed">
          {words.unsent(unsent)}
        </Text>
      )}
      {view.refused > 0 && (
        <Text size="sm" c="red">
          {words.refused(view.refused)}
        </Text>
      )}
    </Group>
  );
}

function Elapsed({ recording }: { recording: Recording }) {
  const [elapsed, setElapsed] = useState(recording.elapsed);
  useEffect(() => {
    const timer = setInterval(() => setElapsed(recording.elapsed), 500);
    return () => clearInterval(timer);
  }, [recording]);
  return (
    <Text size="sm" c="dimmed" role="timer" aria-label={words.elapsed} style={{ fontVariantNumeric: "tabular-nums" }}>
      {moment(elapsed)}
    </Text>
  );
}

const HINTS: Partial<Record<RecordingView["status"], string>> = { fenced: words.fencedHint, sealed: words.sealedHint, refused: words.refusedHint };

/** How it ended, and what can be done now. */
function Stopped({ recording, view, onLeave }: { recording: Recording; view: RecordingView; onLeave: () => void }) {
  const identity = useIdentityStatus();
  const hint = HINTS[view.status];
  if (hint) {
    return (
      <Alert color={COLORS[view.status]} title={words.statuses[view.status]} role="alert">
        <Text size="sm" mb="sm">
          {hint}
          {view.reference ? ` ${text.error.reference(view.reference)}` : ""}
        </Text>
        <Group gap="xs">
          {view.status === "fenced" && (
            <Button size="xs" onClick={() => recording.recorder.start()}>
              {words.takeBack}
            </Button>
          )}
          <Button size="xs" variant="light" onClick={onLeave}>
            {words.another}
          </Button>
        </Group>
      </Alert>
    );
  }
  if (view.status !== "finalized") return null;
  return (
    <Stack>
      <PipelineSteps pipeline={view.pipeline} />
      {identity !== "signed_in" && <Alert color="indigo" title={words.anonymousDone} />}
      <Group>
        {identity !== "signed_in" && (
          <Button component={Link} to="/sign-in">
            {text.navigation.signIn}
          </Button>
        )}
        <Button variant="light" onClick={onLeave}>
          {words.another}
        </Button>
      </Group>
    </Stack>
  );
}
