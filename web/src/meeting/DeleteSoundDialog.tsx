import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDeleteSound } from "../api/sharing";
import { text } from "../text/en";

const words = text.deleteSound;

export function DeleteSoundDialog({ meetingId, onClose }: { meetingId: string; onClose: () => void }) {
  const remove = useDeleteSound(meetingId);
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ "aria-label": text.tasks.cancel }}>
      <Stack>
        <Text size="sm">{words.warning}</Text>
        {remove.isError && <Alert color="red" p="xs" role="alert" title={words.failed} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text.erase.keep}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(undefined, { onSuccess: onClose })}>
            {words.delete}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
