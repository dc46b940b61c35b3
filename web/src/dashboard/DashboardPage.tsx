import { Anchor, Button, Card, Grid, Group, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconMicrophone } from "@tabler/icons-react";
import { Link } from "react-router";
import { useDashboard } from "../api/queries";
import type { Dashboard, MeetingRow, Task } from "../api/types";
import { MeetingCard } from "../meetings/MeetingCard";
import { Problem } from "../shell/Problem";
import { TaskFacts } from "../tasks/TaskFacts";
import { useTitle } from "../shell/useTitle";
import { text } from "../text/en";

const words = text.dashboard;

export function DashboardPage() {
  useTitle(words.title);
  const dashboard = useDashboard();
  return (
    <Stack maw={1100} mx="auto">
      <Group justify="space-between" align="center">
        <Title order={1} size="h2">
          {words.title}
        </Title>
        <Button component={Link} to="/live" leftSection={<IconMicrophone size={18} aria-hidden />}>
          {words.record}
        </Button>
      </Group>
      {dashboard.error && !dashboard.data && <Problem error={dashboard.error} onRetry={() => void dashboard.refetch()} />}
      {dashboard.isPending && <Waiting />}
      {dashboard.data && <Overview dashboard={dashboard.data} />}
    </Stack>
  );
}

function Overview({ dashboard }: { dashboard: Dashboard }) {
  const { counts, live, recent, tasks } = dashboard;
  const planned = dashboard.today.filter((row) => row.status === "scheduled");
  const others = recent.filter((row) => ![...live, ...planned].some((one) => one.id === row.id));
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }} component="dl" m={0}>
        <Count label={words.meetings} value={counts.meetings} />
        <Count label={words.liveCount} value={counts.live} />
        <Count label={words.hours} value={Math.round(counts.hours * 10) / 10} />
        <Count label={words.openTasks} value={counts.open_tasks} />
      </SimpleGrid>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack>
            {live.length > 0 && <MeetingSection title={words.live} meetings={live} />}
            {planned.length > 0 && <MeetingSection title={words.today} meetings={planned} />}
            {(others.length > 0 || live.length + planned.length === 0) && <MeetingSection title={words.recent} meetings={others} link />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <TaskSection tasks={tasks} />
        </Grid.Col>
      </Grid>
    </>
  );
}

function Count({ label, value }: { label: string; value: number }) {
  return (
    <Paper withBorder p="md">
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" m={0} fz={28} fw={700} lh={1.2}>
        {value.toLocaleString("en")}
      </Text>
    </Paper>
  );
}

function MeetingSection({ title, meetings, link = false }: { title: string; meetings: MeetingRow[]; link?: boolean }) {
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        {link && (
          <Anchor component={Link} to="/meetings" size="sm">
            {words.allMeetings}
          </Anchor>
        )}
      </Group>
      <Stack gap="xs">
        {meetings.map((meeting) => (
          <MeetingCard key={meeting.id} meeting={meeting} />
        ))}
        {meetings.length === 0 && (
          <Paper withBorder p="xl" ta="center">
            <Text fw={600}>{words.empty}</Text>
            <Text c="dimmed" size="sm">
              {words.emptyHint}
            </Text>
          </Paper>
        )}
      </Stack>
    </section>
  );
}

function TaskSection({ tasks }: { tasks: Task[] }) {
  return (
    <section aria-label={words.tasks}>
      <Title order={2} size="h4" mb="xs">
        {words.tasks}
      </Title>
      <Stack gap="xs">
        {tasks.map((task) => (
          <Card key={task.id} withBorder padding="sm">
            <Text size="sm" fw={500}>
              {task.title}
            </Text>
            <TaskFacts task={task} />
            {task.meeting_id && (
              <Anchor component={Link} to={`/meetings/${encodeURIComponent(task.meeting_id)}?tab=tasks`} size="xs">
                {task.meeting_title || text.meetings.untitled}
              </Anchor>
            )}
          </Card>
        ))}
        {tasks.length === 0 && (
          <Text size="sm" c="dimmed">
            {words.noTasks}
          </Text>
        )}
      </Stack>
    </section>
  );
}

function Waiting() {
  return (
    <Stack aria-busy="true" aria-label={text.app.loading}>
      <Skeleton height={84} />
      <Skeleton height={72} />
      <Skeleton height={72} />
      <Skeleton height={72} />
    </Stack>
  );
}
