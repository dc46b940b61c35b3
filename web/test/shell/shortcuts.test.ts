import { afterEach, describe, expect, test } from "vitest";
import { actionOfPage, addShortcut, isSpokenFor, KeySequence, type KeyPress, PLACES_BY_KEYS } from "../../src/shell/shortcuts";
import { text } from "../../src/text/en";

afterEach(() => document.body.replaceChildren());

function press(html: string, given: Partial<KeyPress> = {}): KeyPress {
  document.body.innerHTML = html;
  return { key: "r", ctrlKey: false, metaKey: false, altKey: false, isComposing: false, target: document.body.firstElementChild, ...given };
}

describe("two keys in a row", () => {
  test("are one shortcut, if the second comes soon", () => {
    const keys = new KeySequence();

    expect([keys.feed("g", 0), keys.feed("m", 900), keys.feed("m", 1_000)]).toEqual(["g", "g m", "m"]);
    expect([keys.feed("g", 5_000), keys.feed("m", 7_000)]).toEqual(["g", "m"]);
  });
});

describe("a key", () => {
  test.each(["<input>", "<textarea></textarea>", "<select></select>", '<div contenteditable="true"></div>', '<p></p><div role="dialog"></div>'])("is left alone in %s", (html) => {
    expect(isSpokenFor(press(html))).toBe(true);
  });

  test.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])("is left alone with %o", (given) => {
    expect(isSpokenFor(press("<p></p>", given))).toBe(true);
  });

  test.each(["<p></p>", "<button></button>", '<input type="checkbox">', '<div tabindex="0"></div>'])("is heard on %s", (html) => {
    expect(isSpokenFor(press(html))).toBe(false);
  });

  test("means what the page that is there says, and nothing when it has gone", () => {
    let done = 0;
    const remove = addShortcut("e", () => (done += 1));
    actionOfPage("e")?.();
    remove();

    expect([done, actionOfPage("e")]).toEqual([1, undefined]);
  });
});

test("every shortcut is in the list that people see", () => {
  const listed = text.shortcuts.groups.flatMap((group) => group.keys.map(([keys]) => keys));

  expect(Object.keys(PLACES_BY_KEYS).filter((keys) => !listed.includes(keys))).toEqual([]);
});
