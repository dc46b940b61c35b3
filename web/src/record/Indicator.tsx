import { Button } from "@mantine/core";
import { IconPlayerRecordFilled } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { Link, useLocation } from "react-router";
import { text } from "../text/en";
import { currentRecording } from "./current";
import type { Recording } from "./recording";

/** Says on every other page that this tab is recording, and leads back. */
export function Indicator() {
  const recording = useSyncExternalStore(currentRecording.subscribe, currentRecording.get);
  const { pathname } = useLocation();
  return recording && pathname !== "/live" ? <Saved recording={recording} /> : null;
}

function Saved({ recording }: { recording: Recording }) {
  const view = useSyncExternalStore(recording.subscribe, recording.getView);
  return (
    <Button component={Link} to="/live" size="xs" variant="light" color="red" leftSection={<IconPlayerRecordFilled size={14} aria-hidden />}>
      {text.record.saved(view.stored, view.spoken)}
    </Button>
  );
}
