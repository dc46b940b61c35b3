import "../styles/further";
import "@mantine/spotlight/styles.css";
import { Modal, VisuallyHidden } from "@mantine/core";
import { Spotlight } from "@mantine/spotlight";
import { type Icon, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { text } from "../text/en";

const words = text.palette;

/** Ctrl+K, or ⌘K: every place by its name, and a search for whatever else is typed. */
export function CommandPalette({ places }: { places: { to: string; label: string; icon: Icon }[] }) {
  const go = useNavigate();
  const [typed, setTyped] = useState("");
  const q = typed.trim();
  const found = places.filter((place) => place.label.toLowerCase().includes(q.toLowerCase()));
  return (
    <Spotlight.Root query={typed} onQueryChange={setTyped} shortcut="mod + K">
      <VisuallyHidden>
        <Modal.Title>{words.search}</Modal.Title>
      </VisuallyHidden>
      <Spotlight.Search placeholder={words.search} aria-label={words.search} leftSection={<IconSearch size={18} aria-hidden />} />
      <Spotlight.ActionsList>
        {found.map(({ to, label, icon: Icon }) => (
          <Spotlight.Action key={to} label={label} leftSection={<Icon size={18} stroke={1.7} aria-hidden />} onClick={() => void go(to)} />
        ))}
        {q && <Spotlight.Action label={words.find(q)} leftSection={<IconSearch size={18} aria-hidden />} onClick={() => void go(`/search?${new URLSearchParams({ q })}`)} />}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
