import { Button, Text } from "@mantine/core";
import { IconCloudUpload } from "@tabler/icons-react";
import { type DragEvent, useRef, useState } from "react";
import { text } from "../text/en";
import classes from "./DropZone.module.css";
import { ACCEPTED } from "./kinds";

const words = text.upload;

/** Files by drag and drop, or by the button: which is also the way of the keyboard. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length > 0) onFiles(files);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div className={classes.zone} data-over={isOver || undefined} onDragOver={hover} onDragLeave={() => setOver(false)} onDrop={drop}>
      <IconCloudUpload size={40} stroke={1.3} aria-hidden />
      <Text fw={600}>{words.drop}</Text>
      <Text size="sm" c="dimmed" ta="center">
        {words.kinds}
      </Text>
      <Button mt="sm" onClick={() => input.current?.click()}>
        {words.choose}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label={words.choose}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = ""; // the same file may be chosen again
        }}
      />
    </div>
  );
}
