import "../styles/further";
import { Group, Kbd, Modal, Stack, Text } from "@mantine/core";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { text } from "../text/en";
import { actionOfPage, HELP_KEY, isSpokenFor, KeySequence, PLACES_BY_KEYS } from "./shortcuts";

const words = text.shortcuts;

/** Hears the keys of every page, and lists them. */
export function Shortcuts({ isOpen, onOpen, onClose }: { isOpen: boolean; onOpen: () => void; onClose: () => void }) {
  const go = useNavigate();
  useEffect(() => {
    const sequence = new KeySequence();
    const onKey = (event: KeyboardEvent) => {
      if (isSpokenFor(event)) return;
      const pressed = sequence.feed(event.key, event.timeStamp);
      const place = PLACES_BY_KEYS[pressed];
      const action = pressed === HELP_KEY ? onOpen : place ? () => void go(place) : actionOfPage(pressed);
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [go, onOpen]);
  return (
    <Modal opened={isOpen} onClose={onClose} title={words.title} closeButtonProps={{ "aria-label": words.close }}>
      <Stack gap="md">
        {words.groups.map(({ name, keys }) => (
          <section key={name} aria-label={name}>
            <Text size="sm" fw={600} mb={6}>
              {name}
            </Text>
            <Stack gap={6}>
              {keys.map(([pressed, does]) => (
                <Group key={pressed} justify="space-between" wrap="nowrap">
                  <Text size="sm">{does}</Text>
                  <Group gap={4} wrap="nowrap">
                    {pressed.split(" ").map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </Group>
                </Group>
              ))}
            </Stack>
          </section>
        ))}
      </Stack>
    </Modal>
  );
}
