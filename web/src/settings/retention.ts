import type { Workspace } from "../api/types";
import { text } from "../text/en";

const PRESETS = [30, 90, 180, 365, 730, 1825];

type Settings = Pick<Workspace, "name" | "retention_days" | "audio_retention_days">;

/** What can be chosen; what is set now is among it, whoever set it. */
export function retentionChoices(present: number | null, forever: string): { value: string; label: string }[] {
  const days = [...new Set([...PRESETS, ...(present === null ? [] : [present])])].sort((a, b) => a - b);
  return [{ value: "", label: forever }, ...days.map((one) => ({ value: String(one), label: text.settings.workspace.days(one) }))];
}

export function asDays(value: string): number | null {
  return value === "" ? null : Number(value);
}

/** Whether something that is kept now would go. Null is for ever. */
export function isShorter(before: number | null, after: number | null): boolean {
  return after !== null && (before === null || after < before);
}

/** Only what is another than it was. */
export function changesOf(before: Settings, after: Settings): Partial<Settings> {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name as keyof Settings] !== value));
}
