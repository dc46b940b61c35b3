import { Button, Menu, Text } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { Api } from "../api/client";
import { useServices } from "../services";
import { text } from "../text/en";

type Format = keyof typeof text.meeting.exports;
const FORMATS = Object.keys(text.meeting.exports) as Format[];

export function ExportMenu({ meetingId, title }: { meetingId: string; title: string }) {
  const { api } = useServices();
  const [hasFailed, setFailed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const run = async (format: Format) => {
    setBusy(true);
    setFailed(false);
    await exportMeeting(api, meetingId, format, title).catch(() => setFailed(true));
    setBusy(false);
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            size="sm"
            loading={isBusy}
            leftSection={<IconDownload size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {text.meeting.export}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FORMATS.map((format) => (
            <Menu.Item key={format} onClick={() => void run(format)}>
              {text.meeting.exports[format]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {hasFailed && (
        <Text size="sm" c="red" role="alert">
          {text.meeting.exportFailed}
        </Text>
      )}
    </>
  );
}

/** A file comes as it is, a large one as the address to fetch it from. */
async function exportMeeting(api: Api, meetingId: string, format: Format, title: string): Promise<void> {
  const response = await api.download(`/api/meetings/${encodeURIComponent(meetingId)}/export/${format}`);
  const isElsewhere = format !== "json" && response.headers.get("Content-Type")?.startsWith("application/json");
  if (isElsewhere) return save(((await response.json()) as { url: string }).url, "");
  const address = URL.createObjectURL(await response.blob());
  save(address, `${title.replace(/[^\p{L}\p{N} _-]/gu, "").trim() || "meeting"}.${format}`);
  URL.revokeObjectURL(address);
}

function save(address: string, name: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}
