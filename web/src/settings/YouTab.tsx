import { Button, Group, SegmentedControl, Stack, Text, TextInput, useMantineColorScheme } from "@mantine/core";
import { useState } from "react";
import { useMe } from "../api/queries";
import { useChooseWorkspace, useLeaveWorkspace, useMyWorkspaces } from "../api/workspace";
import { setUsualSpeaker, usualSpeaker } from "../record/usual-speaker";
import { text } from "../text/en";
import classes from "./Rows.module.css";
import { NotSaved, Section } from "./Section";

const words = text.settings.you;

export function YouTab() {
  const { data: me } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [speaker, setSpeaker] = useState(usualSpeaker(localStorage));
  const type = (value: string) => {
    setSpeaker(value);
    setUsualSpeaker(localStorage, value);
  };
  return (
    <Stack>
      <Section title={text.settings.tabs["you"] ?? ""}>
        <TextInput maw={460} label={words.speaker} description={words.speakerHint} maxLength={100} placeholder={me?.user.name} value={speaker} onChange={(event) => type(event.currentTarget.value)} />
        <div>
          <Text size="sm" fw={500} mb={4} id="theme">
            {words.theme}
          </Text>
          <SegmentedControl
            aria-labelledby="theme"
            value={colorScheme}
            onChange={(next) => setColorScheme(next as typeof colorScheme)}
            data={(["light", "dark", "auto"] as const).map((value) => ({ value, label: words.themes[value] }))}
          />
        </div>
      </Section>
      <Workspaces />
    </Stack>
  );
}

function Workspaces() {
  const workspaces = useMyWorkspaces();
  const choose = useChooseWorkspace();
  const leave = useLeaveWorkspace();
  // Everything on the page, and its socket, belongs to the workspace that one leaves.
  const go = (id: string) => choose.mutate(id, { onSuccess: () => location.assign("/") });
  return (
    <Section title={words.workspaces}>
      <ul className={classes.rows}>
        {workspaces.data?.items.map(({ id, name, role, is_active }) => (
          <li key={id} className={classes.row}>
            <Group justify="space-between">
              <div className={classes.words}>
                <Text size="sm" fw={500}>
                  {name}
                </Text>
                <Text size="sm" c="dimmed">
                  {text.settings.members.roles[role]}
                </Text>
              </div>
              {is_active ? (
                <Text size="sm" c="teal">
                  {words.here}
                </Text>
              ) : (
                <Group gap="xs">
                  <Button size="compact-sm" variant="light" aria-label={words.chooseOf(name)} loading={choose.isPending && choose.variables === id} onClick={() => go(id)}>
                    {words.choose}
                  </Button>
                  <Button size="compact-sm" variant="subtle" color="red" aria-label={words.leaveOf(name)} loading={leave.isPending && leave.variables === id} onClick={() => leave.mutate(id)}>
                    {words.leave}
                  </Button>
                </Group>
              )}
            </Group>
          </li>
        ))}
      </ul>
      <NotSaved error={choose.error ?? leave.error} />
    </Section>
  );
}
