import { Alert, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiError } from "../api/client";
import { text } from "../text/en";

const words = text.settings;

/** One subject of the settings. */
export function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack gap="sm">
        <div>
          <Title order={2} size="h5">
            {title}
          </Title>
          {hint && (
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}

/** Why a change was not made: a refusal in the API's own words. */
export function NotSaved({ error }: { error: unknown }) {
  if (!error) return null;
  const isRefusal = error instanceof ApiError && [400, 409, 429].includes(error.status);
  return <Alert color="red" p="xs" role="alert" title={isRefusal ? words.said(error.message) : words.failed} />;
}
