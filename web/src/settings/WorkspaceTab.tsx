import { Alert, Button, Group, NativeSelect, Progress, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ModelStatus, Usage, Workspace } from "../api/types";
import { useChangeWorkspace, useModelStatus, useUsage, useWorkspace } from "../api/workspace";
import { Problem } from "../shell/Problem";
import { text } from "../text/en";
import { when } from "../text/format";
import { asDays, changesOf, isShorter, retentionChoices } from "./retention";
import { NotSaved, Section } from "./Section";

const words = text.settings;

export function WorkspaceTab({ isOwner }: { isOwner: boolean }) {
  const workspace = useWorkspace();
  const model = useModelStatus();
  const usage = useUsage();
  return (
    <Stack>
      {workspace.error && <Problem error={workspace.error} onRetry={() => void workspace.refetch()} />}
      {workspace.isPending && <Skeleton height={260} role="status" aria-label={text.app.loading} />}
      {workspace.data && <General key={workspace.data.id} workspace={workspace.data} isOwner={isOwner} />}
      {model.data && <Model status={model.data} />}
      {usage.data && <Used usage={usage.data} />}
    </Stack>
  );
}

function General({ workspace, isOwner }: { workspace: Workspace; isOwner: boolean }) {
  const change = useChangeWorkspace();
  const [form, setForm] = useState({ name: workspace.name, retention: String(workspace.retention_days ?? ""), audio: String(workspace.audio_retention_days ?? "") });
  const wanted = { name: form.name.trim(), retention_days: asDays(form.retention), audio_retention_days: asDays(form.audio) };
  const changes = changesOf(workspace, wanted);
  const willErase = isShorter(workspace.retention_days, wanted.retention_days) || isShorter(workspace.audio_retention_days, wanted.audio_retention_days);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(changes);
  };
  const field = (name: keyof typeof form) => ({ disabled: !isOwner, value: form[name], onChange: (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value }) });
  return (
    <Section title={words.tabs["workspace"] ?? ""} {...(isOwner ? {} : { hint: words.ownersOnly })}>
      <form onSubmit={submit}>
        <Stack gap="sm" maw={460}>
          <TextInput label={words.workspace.name} maxLength={120} required {...field("name")} />
          <NativeSelect label={words.workspace.retention} description={words.workspace.retentionHint} data={retentionChoices(workspace.retention_days, words.workspace.forever)} {...field("retention")} />
          <NativeSelect label={words.workspace.audioRetention} description={words.workspace.audioRetentionHint} data={retentionChoices(workspace.audio_retention_days, words.workspace.asMeeting)} {...field("audio")} />
          {willErase && <Alert color="orange" p="xs" role="status" title={words.workspace.shorter} />}
          <NotSaved error={change.error} />
          {isOwner && (
            <Group>
              <Button type="submit" loading={change.isPending} disabled={Object.keys(changes).length === 0 || !wanted.name}>
                {words.save}
              </Button>
              {change.isSuccess && Object.keys(changes).length === 0 && (
                <Text size="sm" c="teal" role="status">
                  {words.saved}
                </Text>
              )}
            </Group>
          )}
        </Stack>
      </form>
    </Section>
  );
}

const COLORS: Record<ModelStatus["circuit"], string> = { closed: "teal", half_open: "orange", open: "red" };

function Model({ status }: { status: ModelStatus }) {
  const { model, is_configured, circuit, last_failed_at, is_transcribing } = status;
  return (
    <Section title={words.model.title}>
      <div>
        <Text size="sm">{is_configured ? words.model.ready(model ?? "") : words.model.none}</Text>
        {is_configured && (
          <Text size="sm" c={COLORS[circuit]} role="status">
            {words.model.circuits[circuit]}
          </Text>
        )}
        {last_failed_at && (
          <Text size="sm" c="dimmed">
            {words.model.lastFailed(when(last_failed_at))}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {is_transcribing ? words.model.transcribing : words.model.notTranscribing}
        </Text>
      </div>
    </Section>
  );
}

const dollars = (amount: number) => amount.toLocaleString("en", { style: "currency", currency: "USD" });

function Used({ usage }: { usage: Usage }) {
  const names = Object.keys(words.usage.names) as (keyof Usage["today"])[];
  return (
    <Section title={words.usage.title} hint={words.usage.month(dollars(usage.month.estimated_dollars), usage.month.budget_dollars === null ? null : dollars(usage.month.budget_dollars))}>
      <Stack gap="xs" maw={460}>
        {names.map((name) => {
          const [used, limit] = [usage.today[name], usage.limits[name]];
          return (
            <div key={name}>
              <Group justify="space-between">
                <Text size="sm">{words.usage.names[name]}</Text>
                <Text size="sm" c="dimmed">
                  {words.usage.of(Math.round(used), limit)}
                </Text>
              </Group>
              <Progress value={Math.min(100, (100 * used) / Math.max(1, limit))} color={used >= limit ? "red" : "indigo"} size="sm" aria-label={words.usage.names[name]} />
            </div>
          );
        })}
      </Stack>
    </Section>
  );
}
