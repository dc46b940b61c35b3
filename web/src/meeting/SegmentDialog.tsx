import { Alert, Anchor, Button, Group, List, Modal, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import { useComments, useCorrect, useHistory } from "../api/corrections";
import { useMayChange } from "../api/queries";
import type { Segment } from "../api/types";
import { text } from "../text/en";
import { moment, when } from "../text/format";

const words = text.segment;

interface Props {
  meetingId: string;
  segment: Segment;
  onClose: () => void;
}

/** One segment to correct and to talk about: its words, how they came to be, and comments. A viewer reads them. */
export function SegmentDialog({ meetingId, segment, onClose }: Props) {
  const mayChange = useMayChange();
  return (
    <Modal opened onClose={onClose} title={words.title(moment(segment.start_ms))} size="lg" closeButtonProps={{ "aria-label": text.tasks.cancel }}>
      <Stack>
        {mayChange ? <Words meetingId={meetingId} segment={segment} onClose={onClose} /> : <Text>{segment.text}</Text>}
        <History meetingId={meetingId} segment={segment} mayChange={mayChange} />
        <Comments meetingId={meetingId} seq={segment.seq} mayChange={mayChange} />
      </Stack>
    </Modal>
  );
}

function Words({ meetingId, segment, onClose }: Props) {
  const [typed, setTyped] = useState(segment.text);
  const correct = useCorrect(meetingId);
  const wanted = typed.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        correct.mutate({ kind: "edit", seq: segment.seq, text: wanted }, { onSuccess: onClose });
      }}
    >
      <Textarea label={words.text} rows={3} resize="vertical" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      {segment.text !== segment.raw_text && (
        <Text size="sm" c="dimmed" mt={4}>
          {words.heard(segment.raw_text)}
        </Text>
      )}
      {correct.isError && <Alert color="red" p="xs" mt="xs" role="alert" title={words.failed} />}
      <Group justify="flex-end" mt="xs">
        <Button size="xs" type="submit" loading={correct.isPending} disabled={!wanted || wanted === segment.text}>
          {words.save}
        </Button>
      </Group>
    </form>
  );
}

function History({ meetingId, segment, mayChange }: { meetingId: string; segment: Segment; mayChange: boolean }) {
  const history = useHistory(meetingId, segment.seq);
  const correct = useCorrect(meetingId);
  const edits = history.data?.items ?? [];
  if (edits.length === 0) return null;
  return (
    <section aria-label={words.history}>
      <Group justify="space-between" mb={4}>
        <Title order={3} size="h6">
          {words.history}
        </Title>
        {segment.is_edited && mayChange && (
          <Button size="compact-xs" variant="light" loading={correct.isPending} onClick={() => correct.mutate({ kind: "undo", seq: segment.seq })}>
            {words.undo}
          </Button>
        )}
      </Group>
      <List size="sm" listStyleType="none">
        {edits.map((edit) => (
          <List.Item key={edit.version}>
            <Text size="sm">{edit.text ?? words.asHeard}</Text>
            <Text size="xs" c="dimmed">
              {edit.kind === "undo" ? words.undone : words.edited} · {edit.author} · {when(edit.edited_at)}
            </Text>
          </List.Item>
        ))}
      </List>
    </section>
  );
}

function Comments({ meetingId, seq, mayChange }: { meetingId: string; seq: number; mayChange: boolean }) {
  const comments = useComments(meetingId);
  const correct = useCorrect(meetingId);
  const [typed, setTyped] = useState("");
  const here = comments.data?.items.filter((one) => one.seq === seq) ?? [];
  return (
    <section aria-label={words.comments}>
      <Title order={3} size="h6" mb={4}>
        {words.comments}
      </Title>
      <Stack gap="xs">
        {here.map((comment) => (
          <div key={comment.id}>
            <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>
              {comment.text}
            </Text>
            <Text size="xs" c="dimmed">
              {comment.author} · {when(comment.created_at)}
              {comment.is_mine && mayChange && (
                <Anchor component="button" size="xs" ml={8} onClick={() => correct.mutate({ kind: "uncomment", id: comment.id })}>
                  {words.remove}
                </Anchor>
              )}
            </Text>
          </div>
        ))}
        {mayChange && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              correct.mutate({ kind: "comment", seq, text: typed.trim() }, { onSuccess: () => setTyped("") });
            }}
          >
            <Textarea label={words.comment} rows={2} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} error={correct.isError && words.failed} />
            <Group justify="flex-end" mt="xs">
              <Button size="xs" variant="light" type="submit" loading={correct.isPending} disabled={!typed.trim()}>
                {words.add}
              </Button>
            </Group>
          </form>
        )}
      </Stack>
    </section>
  );
}
