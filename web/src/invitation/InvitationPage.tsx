import "../styles/further";
import { Alert, Button, Center, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { Link, useParams } from "react-router";
import { useAccept, useInvitation } from "../api/workspace";
import { useIdentityStatus } from "../services";
import { useTitle } from "../shell/useTitle";
import { text } from "../text/en";
import { when } from "../text/format";

const words = text.invitation;

/** Where an invitation's link leads: who invites whom to what, and the way in. */
export function InvitationPage() {
  useTitle(words.title);
  const { token = "" } = useParams();
  const invitation = useInvitation(token);
  const accept = useAccept(token);
  const identity = useIdentityStatus();
  if (invitation.error) return <Alert color="red" role="alert" title={words.gone} maw={520} mx="auto" mt="xl" />;
  if (!invitation.data) return <Skeleton height={200} maw={520} mx="auto" mt="xl" role="status" aria-label={text.app.loading} />;
  const { workspace_name, role, invited_by, expires_at } = invitation.data;
  return (
    <Center mih="60vh">
      <Paper withBorder p="xl" w="100%" maw={480} shadow="sm">
        <Stack>
          <Title order={1} size="h3">
            {words.invites(invited_by, workspace_name)}
          </Title>
          <Text c="dimmed" size="sm">
            {words.as[role]} {words.until(when(expires_at))}
          </Text>
          {accept.error && <Alert color="red" p="xs" role="alert" title={words.failed} />}
          {identity === "signed_in" ? (
            // Everything on the page, and its socket, belongs to the workspace that one leaves.
            <Button loading={accept.isPending} onClick={() => accept.mutate(undefined, { onSuccess: () => location.assign("/") })}>
              {words.accept}
            </Button>
          ) : (
            <Button component={Link} to="/sign-in" state={{ from: `/invitations/${token}` }}>
              {words.signIn}
            </Button>
          )}
        </Stack>
      </Paper>
    </Center>
  );
}
