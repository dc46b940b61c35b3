import "../styles/further";
import { Stack, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import { useServices } from "../services";
import { useTitle } from "../shell/useTitle";
import { text } from "../text/en";
import { currentRecording } from "./current";
import { ActiveRecording } from "./ActiveRecording";
import { Planned } from "./Planned";
import { Setup } from "./Setup";
import { Studio } from "./studio";
import { Unfinished } from "./Unfinished";

export function RecordPage() {
  useTitle(text.record.title);
  const services = useServices();
  const cache = useQueryClient();
  const studio = useMemo(() => new Studio(services, cache), [services, cache]);
  const recording = useSyncExternalStore(currentRecording.subscribe, currentRecording.get);
  return (
    <Stack maw={820} mx="auto">
      <Title order={1} size="h2">
        {text.record.title}
      </Title>
      {recording ? (
        <ActiveRecording key={recording.recorder.sessionId} recording={recording} />
      ) : (
        <>
          <Unfinished studio={studio} />
          <Planned>{(planned) => <Setup key={planned?.id} planned={planned} onStart={(wanted) => void studio.begin(wanted)} />}</Planned>
        </>
      )}
    </Stack>
  );
}
