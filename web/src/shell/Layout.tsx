import { ActionIcon, Anchor, AppShell, Box, Burger, Group, NavLink, Text, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCalendar, IconChartBar, IconChecklist, IconKeyboard, IconLayoutDashboard, IconLogin, IconLogout, IconMicrophone, IconMoon, IconSearch, IconSettings, IconSun, IconUpload } from "@tabler/icons-react";
import { lazy, Suspense, useEffect } from "react";
import { Link, Outlet, useLocation } from "react-router";
import { useMe } from "../api/queries";
import { Indicator } from "../record/Indicator";
import { useIdentityStatus, useServices } from "../services";
import { text } from "../text/en";
import { useWorkspaceRefresh } from "./useWorkspaceRefresh";

const Background = lazy(async () => ({ default: (await import("../record/Background")).Background }));

const Shortcuts = lazy(async () => ({ default: (await import("./Shortcuts")).Shortcuts }));
const CommandPalette = lazy(async () => ({ default: (await import("./CommandPalette")).CommandPalette }));

const PLACES = [
  { to: "/", label: text.navigation.dashboard, icon: IconLayoutDashboard },
  { to: "/meetings", label: text.navigation.meetings, icon: IconCalendar },
  { to: "/search", label: text.navigation.search, icon: IconSearch },
  { to: "/tasks", label: text.navigation.tasks, icon: IconChecklist },
  { to: "/analytics", label: text.navigation.analytics, icon: IconChartBar },
  { to: "/live", label: text.navigation.live, icon: IconMicrophone },
  { to: "/upload", label: text.navigation.upload, icon: IconUpload },
  { to: "/settings", label: text.navigation.settings, icon: IconSettings },
];

/** The frame around every page: header, navigation, main. */
export function Layout() {
  const [opened, menu] = useDisclosure(false);
  const [isHelpOpen, help] = useDisclosure(false);
  const { pathname } = useLocation();
  useEffect(() => {
    menu.close();
  }, [pathname]);
  useWorkspaceRefresh();
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !opened } }} padding="md">
      <a className="skip-link" href="#main">
        {text.app.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between">
          <Group gap="sm">
            <Burger opened={opened} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={text.app.menu} />
            <Anchor component={Link} to="/" underline="never" c="inherit">
              <Group gap={8}>
                <img src="/icon.svg" width={28} height={28} alt="" />
                <Text fw={700} size="lg">
                  {text.app.name}
                </Text>
              </Group>
            </Anchor>
          </Group>
          <Group gap="xs">
            <Indicator />
            <ActionIcon variant="subtle" color="gray" size="lg" visibleFrom="sm" aria-label={text.shortcuts.open} onClick={help.open}>
              <IconKeyboard size={20} stroke={1.7} />
            </ActionIcon>
            <ColorSchemeButton />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={text.navigation.label}>
        <AppShell.Section grow>
          {PLACES.map(({ to, label, icon: Icon }) => (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={label}
              leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
              active={isAt(pathname, to)}
              {...(isAt(pathname, to) ? { "aria-current": "page" as const } : {})}
            />
          ))}
        </AppShell.Section>
        <AppShell.Section>
          <AccountLink />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Outlet />
        <Suspense>
          <Background />
          <CommandPalette places={PLACES} />
          <Shortcuts isOpen={isHelpOpen} onOpen={help.open} onClose={help.close} />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}

function isAt(pathname: string, place: string): boolean {
  return place === "/" ? pathname === "/" : pathname.startsWith(place);
}

function AccountLink() {
  const { identity } = useServices();
  const status = useIdentityStatus();
  if (status !== "signed_in") {
    return <NavLink component={Link} to="/sign-in" label={text.navigation.signIn} leftSection={<IconLogin size={18} stroke={1.7} aria-hidden />} />;
  }
  return (
    <>
      <Whoever />
      <NavLink
        component="button"
        label={text.navigation.signOut}
        leftSection={<IconLogout size={18} stroke={1.7} aria-hidden />}
        onClick={() => identity.signOut()}
      />
    </>
  );
}

function Whoever() {
  const { data: me } = useMe();
  return (
    <Box px="sm" py="xs" mih={58}>
      <Text size="sm" fw={500} truncate>
        {me?.user.name}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {me?.workspace?.name}
      </Text>
    </Box>
  );
}

function ColorSchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const next = scheme === "dark" ? "light" : "dark";
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={text.app.colorScheme(text.app[next])} onClick={() => setColorScheme(next)}>
      {scheme === "dark" ? <IconSun size={20} stroke={1.7} /> : <IconMoon size={20} stroke={1.7} />}
    </ActionIcon>
  );
}
