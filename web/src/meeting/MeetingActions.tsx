import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconShare, IconTrash, IconUsers, IconVolumeOff } from "@tabler/icons-react";
import { useState } from "react";
import { useRole } from "../api/queries";
import type { MeetingDetail, Segment } from "../api/types";
import { text } from "../text/en";
import { DeleteSoundDialog } from "./DeleteSoundDialog";
import { EraseDialog } from "./EraseDialog";
import { ShareDialog } from "./ShareDialog";
import { SpeakersDialog } from "./SpeakersDialog";

/** What can be done with a meeting as a whole. */
export function MeetingActions({ meeting, segments }: { meeting: MeetingDetail; segments: Segment[] }) {
  const [dialog, setDialog] = useState<"share" | "speakers" | "sound" | "erase" | null>(null);
  const role = useRole();
  const close = () => setDialog(null);
  if (role === "viewer") return null;
  const isOwner = role === "owner";
  return (
    <>
      <Button variant="default" size="sm" leftSection={<IconShare size={16} aria-hidden />} onClick={() => setDialog("share")}>
        {text.share.title}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={text.erase.menu}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconUsers size={16} />} onClick={() => setDialog("speakers")}>
            {text.speakers.title}
          </Menu.Item>
          {meeting.recording_enabled && (
            <Menu.Item leftSection={<IconVolumeOff size={16} />} color="red" disabled={meeting.status === "live" || !isOwner} onClick={() => setDialog("sound")}>
              {text.deleteSound.title}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconTrash size={16} />} color="red" disabled={meeting.status === "live" || !isOwner} onClick={() => setDialog("erase")}>
            {text.erase.title}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === "share" && <ShareDialog meetingId={meeting.id} onClose={close} />}
      {dialog === "speakers" && <SpeakersDialog meetingId={meeting.id} segments={segments} onClose={close} />}
      {dialog === "sound" && <DeleteSoundDialog meetingId={meeting.id} onClose={close} />}
      {dialog === "erase" && <EraseDialog meetingId={meeting.id} title={meeting.title} onClose={close} />}
    </>
  );
}
