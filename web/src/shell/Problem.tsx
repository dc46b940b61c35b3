import { Alert, Button, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "react-router";
import { ApiError } from "../api/client";
import { text } from "../text/en";

/** What a failed request looks like: what happened, its reference, and a way on. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const reference = error instanceof ApiError ? error.reference : undefined;
  const isMissing = error instanceof ApiError && error.status === 404;
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={explain(error)} role="alert">
      {reference && (
        <Text size="sm" mb="xs">
          {text.error.reference(reference)}
        </Text>
      )}
      {isMissing && (
        <Button size="xs" variant="light" color="red" component={Link} to="/">
          {text.app.toDashboard}
        </Button>
      )}
      {onRetry && !isMissing && (
        <Button size="xs" variant="light" color="red" onClick={onRetry}>
          {text.app.retry}
        </Button>
      )}
    </Alert>
  );
}

export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return text.error.other;
  if (error.status === 0) return text.error.offline;
  if (error.status === 404) return text.error.notFound;
  if (error.status === 401 || error.status === 403) return text.error.forbidden;
  return text.error.other;
}
