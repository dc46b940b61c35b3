import { Anchor, Center, Loader, Stack, Title } from "@mantine/core";
import { lazy, type ReactNode, Suspense } from "react";
import { Link, Navigate, Route, Routes } from "react-router";
import { DashboardPage } from "./dashboard/DashboardPage";
import { useIdentityStatus } from "./services";
import { Boundary } from "./shell/Boundary";
import { Layout } from "./shell/Layout";
import { text } from "./text/en";

const SignInPage = lazy(async () => ({ default: (await import("./auth/SignInPage")).SignInPage }));
const MeetingsPage = lazy(async () => ({ default: (await import("./meetings/MeetingsPage")).MeetingsPage }));
const MeetingPage = lazy(async () => ({ default: (await import("./meeting/MeetingPage")).MeetingPage }));
const SearchPage = lazy(async () => ({ default: (await import("./search/SearchPage")).SearchPage }));
const TasksPage = lazy(async () => ({ default: (await import("./tasks/TasksPage")).TasksPage }));
const AnalyticsPage = lazy(async () => ({ default: (await import("./analytics/AnalyticsPage")).AnalyticsPage }));
const SharedPage = lazy(async () => ({ default: (await import("./shared/SharedPage")).SharedPage }));
const SettingsPage = lazy(async () => ({ default: (await import("./settings/SettingsPage")).SettingsPage }));
const InvitationPage = lazy(async () => ({ default: (await import("./invitation/InvitationPage")).InvitationPage }));
const UploadPage = lazy(async () => ({ default: (await import("./upload/UploadPage")).UploadPage }));
const RecordPage = lazy(async () => ({ default: (await import("./record/RecordPage")).RecordPage }));

export function App() {
  return (
    <Routes>
      <Route element={<Layout />}>
        <Route index element={<Guarded><DashboardPage /></Guarded>} />
        <Route path="meetings" element={<Guarded><MeetingsPage /></Guarded>} />
        <Route path="meetings/:id" element={<Guarded><MeetingPage /></Guarded>} />
        <Route path="search" element={<Guarded><SearchPage /></Guarded>} />
        <Route path="tasks" element={<Guarded><TasksPage /></Guarded>} />
        <Route path="analytics" element={<Guarded><AnalyticsPage /></Guarded>} />
        <Route path="upload" element={<Guarded><UploadPage /></Guarded>} />
        <Route path="settings" element={<Guarded><SettingsPage /></Guarded>} />
        <Route path="invitations/:token" element={<Open><InvitationPage /></Open>} />
        <Route path="shared/:token" element={<Open><SharedPage /></Open>} />
        <Route path="live" element={<Open><RecordPage /></Open>} />
        <Route path="sign-in" element={<Open><SignInPage /></Open>} />
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}

function Open({ children }: { children: ReactNode }) {
  return (
    <Boundary>
      <Suspense fallback={<Waiting />}>{children}</Suspense>
    </Boundary>
  );
}

function Guarded({ children }: { children: ReactNode }) {
  const status = useIdentityStatus();
  if (status === "starting") return <Waiting />;
  if (status === "signed_out") return <Navigate to="/sign-in" replace />;
  return <Open>{children}</Open>;
}

function Waiting() {
  return (
    <Center mih="50vh">
      <Loader aria-label={text.app.loading} role="status" />
    </Center>
  );
}

function NotFound() {
  return (
    <Stack align="center" py="xl">
      <Title order={1} size="h4">
        {text.app.notFound}
      </Title>
      <Anchor component={Link} to="/">
        {text.app.toDashboard}
      </Anchor>
    </Stack>
  );
}
