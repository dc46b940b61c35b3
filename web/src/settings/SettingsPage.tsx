import "../styles/further";
import { Stack, Tabs, Title } from "@mantine/core";
import { useSearchParams } from "react-router";
import { useRole } from "../api/queries";
import { useTitle } from "../shell/useTitle";
import { text } from "../text/en";
import classes from "./SettingsPage.module.css";
import { DataTab } from "./DataTab";
import { MembersTab } from "./MembersTab";
import { WebhooksTab } from "./WebhooksTab";
import { WorkspaceTab } from "./WorkspaceTab";
import { YouTab } from "./YouTab";

const words = text.settings;
const TABS = ["workspace", "members", "webhooks", "data", "you"];
const FOR_OWNERS = ["webhooks", "data"];

/** What can be set of the workspace and of oneself. The tab stands in the address. */
export function SettingsPage() {
  useTitle(words.title);
  const [address, setAddress] = useSearchParams();
  const tab = TABS.find((one) => one === address.get("tab")) ?? "workspace";
  const isOwner = useRole() === "owner";
  return (
    <Stack maw={820} mx="auto">
      <Title order={1} size="h2">
        {words.title}
      </Title>
      <Tabs value={tab} onChange={(next) => setAddress(next && next !== "workspace" ? { tab: next } : {}, { replace: true })} keepMounted={false}>
        <Tabs.List mb="md" aria-label={words.sections} className={classes.tabs ?? ""}>
          {TABS.filter((one) => isOwner || !FOR_OWNERS.includes(one)).map((one) => (
            <Tabs.Tab key={one} value={one}>
              {words.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="workspace"><WorkspaceTab isOwner={isOwner} /></Tabs.Panel>
        <Tabs.Panel value="members"><MembersTab isOwner={isOwner} /></Tabs.Panel>
        <Tabs.Panel value="webhooks"><WebhooksTab isOwner={isOwner} /></Tabs.Panel>
        <Tabs.Panel value="data"><DataTab isOwner={isOwner} /></Tabs.Panel>
        <Tabs.Panel value="you"><YouTab /></Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
