import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useErase } from "../api/sharing";
import type { Receipt } from "../api/types";
import { text } from "../text/en";

const words = text.erase;

/** Erases a meeting after a second question, and shows the receipt. */
export function EraseDialog({ meetingId, title, onClose }: { meetingId: string; title: string; onClose: () => void }) {
  const erase = useErase(meetingId);
  const leave = useNavigate();
  const [isSure, setSure] = useState(false);
  const close = () => (erase.data ? void leave("/meetings") : onClose());
  return (
    <Modal opened onClose={close} title={erase.data ? words.done : words.title} closeButtonProps={{ "aria-label": text.tasks.cancel }}>
      {erase.data ? (
        <Done receipt={erase.data} onClose={close} />
      ) : (
        <Stack>
          <Text fw={600}>{title || text.meetings.untitled}</Text>
          <Text size="sm">{words.warning}</Text>
          <Checkbox label={words.understood} checked={isSure} onChange={(event) => setSure(event.currentTarget.checked)} />
          {erase.isError && <Alert color="red" p="xs" role="alert" title={words.failed} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.keep}
            </Button>
            <Button color="red" disabled={!isSure} loading={erase.isPending} onClick={() => erase.mutate()}>
              {words.erase}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

function Done({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  return (
    <Stack role="status">
      <Text size="sm">{words.counts(receipt.items, receipt.objects, receipt.index_entries)}</Text>
      <Text size="sm" c="dimmed">
        {words.receipt(receipt.receipt_id)}
      </Text>
      <Button onClick={onClose}>{text.dashboard.allMeetings}</Button>
    </Stack>
  );
}
