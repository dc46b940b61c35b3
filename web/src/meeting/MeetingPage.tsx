import { Stack, Title } from "@mantine/core";
import { useParams } from "react-router";
import { useMeeting, useTranscript } from "../api/queries";
import { Problem } from "../shell/Problem";

export function MeetingPage() {
  const { id = "" } = useParams();
  const meeting = useMeeting(id);
  const transcript = useTranscript(id);
  if (meeting.error) return <Problem error={meeting.error} onRetry={() => void meeting.refetch()} />;
  return (
    <Stack>
      <Title order={1}>{meeting.data?.title}</Title>
      {transcript.data?.map((segment) => <p key={segment.seq}>{segment.text}</p>)}
    </Stack>
  );
}
