import { useDocumentTitle } from "@mantine/hooks";
import { text } from "../text/en";

/** The name of the page in the tab and for a screen reader. */
export function useTitle(title: string | null | undefined): void {
  useDocumentTitle(title ? `${title} · ${text.app.name}` : text.app.name);
}
