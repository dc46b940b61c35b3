/** What keys do on every page. Two keys in a row are written with a blank between them. */
export const PLACES_BY_KEYS: Record<string, string> = {
  "g d": "/", "g m": "/meetings", "g s": "/search", "g t": "/tasks", "g a": "/analytics", "g r": "/live", "g u": "/upload", "g ,": "/settings",
  "/": "/search", r: "/live",
};
export const HELP_KEY = "?";

/** The second key comes this soon, or the first was meant for nothing. Milliseconds. */
const SEQUENCE_MS = 1_200;
const TYPING = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable], [role=textbox]";

export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "isComposing" | "target">;

/** True where a key belongs to what has the focus: to a field, a shortcut of the browser, or a dialog. */
export function isSpokenFor(press: KeyPress, page: ParentNode = document): boolean {
  const isTyping = press.target instanceof Element && press.target.closest(TYPING) !== null;
  return isTyping || press.ctrlKey || press.metaKey || press.altKey || press.isComposing || page.querySelector("[role=dialog]") !== null;
}

/** Puts keys together: answers with what was pressed, "m", or "g m" after a g. */
export class KeySequence {
  private first: { key: string; at: number } | null = null;

  feed(key: string, now: number): string {
    const isSecond = this.first !== null && now - this.first.at <= SEQUENCE_MS;
    const pressed = isSecond ? `${this.first?.key} ${key}` : key;
    this.first = key === "g" && !isSecond ? { key, at: now } : null;
    return pressed;
  }
}

/** What a page adds to the keys while it is there. */
const ofPage = new Map<string, () => void>();

export function addShortcut(key: string, action: () => void): () => void {
  ofPage.set(key, action);
  return () => {
    if (ofPage.get(key) === action) ofPage.delete(key);
  };
}

export function actionOfPage(pressed: string): (() => void) | undefined {
  return ofPage.get(pressed);
}
