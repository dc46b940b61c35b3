import { Alert, Button, Checkbox, CopyButton, Group, Modal, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useRevoke, useShare, useShares } from "../api/sharing";
import type { Section } from "../api/types";
import { text } from "../text/en";
import { when } from "../text/format";

const words = text.share;
const SECTIONS: Section[] = ["summary", "transcript", "tasks", "analytics"];

/** Makes links that show parts of a meeting, and takes them back. */
export function ShareDialog({ meetingId, onClose }: { meetingId: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ "aria-label": text.tasks.cancel }}>
      <Stack>
        <NewLink meetingId={meetingId} />
        <Links meetingId={meetingId} />
      </Stack>
    </Modal>
  );
}

function NewLink({ meetingId }: { meetingId: string }) {
  const share = useShare(meetingId);
  const [sections, setSections] = useState<string[]>(["summary"]);
  const [days, setDays] = useState("30");
  const create = () => {
    const wanted = SECTIONS.filter((one) => sections.includes(one));
    share.mutate({ sections: wanted, ...(days ? { expires_in_days: Number(days) } : {}) });
  };
  return (
    <Stack gap="sm">
      <Checkbox.Group label={words.sections} description={words.hint} value={sections} onChange={setSections}>
        <Group mt="xs">
          {SECTIONS.map((one) => (
            <Checkbox key={one} value={one} label={words.section[one]} />
          ))}
        </Group>
      </Checkbox.Group>
      <Group align="end">
        <NativeSelect flex={1} label={words.expires} value={days} onChange={(event) => setDays(event.currentTarget.value)} data={["7", "30", "365", ""].map((value) => ({ value, label: words.expiry[value] ?? value }))} />
        <Button loading={share.isPending} disabled={sections.length === 0} onClick={create}>
          {words.create}
        </Button>
      </Group>
      {share.isError && <Alert color="red" p="xs" role="alert" title={words.failed} />}
      {share.data?.url && <Address url={new URL(share.data.url, location.origin).href} />}
    </Stack>
  );
}

function Address({ url }: { url: string }) {
  return (
    <Group align="end" gap="xs" wrap="nowrap">
      <TextInput flex={1} readOnly label={words.link} value={url} onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={url}>
        {({ copied, copy }) => (
          <Button variant="light" onClick={copy}>
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

function Links({ meetingId }: { meetingId: string }) {
  const shares = useShares(meetingId);
  const revoke = useRevoke(meetingId);
  const links = shares.data?.items ?? [];
  if (links.length === 0) return null;
  return (
    <section aria-label={words.links}>
      <Title order={3} size="h6" mb={4}>
        {words.links}
      </Title>
      <Stack gap={6}>
        {links.map((link) => (
          <Group key={link.id} justify="space-between" wrap="nowrap">
            <Text size="sm">
              {link.sections.map((one) => words.section[one]).join(", ")}{" "}
              <Text span inherit c="dimmed">
                {link.expires_at ? words.until(when(link.expires_at)) : words.forever}
              </Text>
            </Text>
            <Button size="compact-xs" variant="subtle" color="red" loading={revoke.isPending && revoke.variables === link.id} onClick={() => revoke.mutate(link.id)}>
              {words.revoke}
            </Button>
          </Group>
        ))}
      </Stack>
    </section>
  );
}
