import { text } from "../text/en";

/** The kinds of meeting that are offered: those that summaries have shapes for first. Others come by imports and the API. */
const TYPES = ["general", "stand_up", "one_to_one", "customer_call", "planning", "review", "retrospective", "interview", "workshop"];

/** `present` is among the choices, whatever it is. */
export function typeChoices(present = ""): { value: string; label: string }[] {
  const types = present && !TYPES.includes(present) ? [...TYPES, present] : TYPES;
  return types.map((value) => ({ value, label: typeName(value) }));
}

export function typeName(type: string): string {
  return text.meetings.types[type] ?? type.replaceAll("_", " ");
}
