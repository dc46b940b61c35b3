import "../styles/further";
import { Stack, Switch, Text, Title } from "@mantine/core";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useServices } from "../services";
import { useTitle } from "../shell/useTitle";
import { text } from "../text/en";
import { DropZone } from "./DropZone";
import type { SenderPorts } from "./sender";
import { TransferRow } from "./TransferRow";
import { uploads } from "./uploads";
import { browserWire } from "./wire";

const words = text.upload;

/** A recording or a transcript that exists already becomes a meeting. */
export function UploadPage() {
  useTitle(words.title);
  const { api } = useServices();
  const transfers = useSyncExternalStore(uploads.subscribe, uploads.get);
  const [keepsSound, setKeepsSound] = useState(true);
  const ports = useMemo<SenderPorts>(
    () => ({ api, wire: browserWire, storage: localStorage, after: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) }),
    [api],
  );
  useEffect(() => uploads.recall(localStorage), []);
  useEffect(() => {
    const goOn = () => uploads.resumeAll(ports);
    window.addEventListener("online", goOn);
    return () => window.removeEventListener("online", goOn);
  }, [ports]);
  const options = { keeps_sound: keepsSound, time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  return (
    <Stack maw={820} mx="auto">
      <Title order={1} size="h2">
        {words.title}
      </Title>
      <DropZone onFiles={(files) => uploads.add(files, options, ports)} />
      <Switch label={words.keepSound} description={words.keepSoundHint} checked={keepsSound} onChange={(event) => setKeepsSound(event.currentTarget.checked)} />
      {transfers.length > 0 && (
        <section aria-label={words.list}>
          <Title order={2} size="h4" mb="xs">
            {words.list}
          </Title>
          <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: "none" }}>
            {transfers.map((transfer) => (
              <TransferRow key={transfer.key} transfer={transfer} ports={ports} />
            ))}
          </Stack>
        </section>
      )}
      <Text size="sm" c="dimmed">
        {words.privacy}
      </Text>
    </Stack>
  );
}
