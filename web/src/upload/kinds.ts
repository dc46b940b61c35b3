/** What a chosen file may become. The server looks at its content; this only spares people a wait. */
export type FileKind = "recording" | "transcript";

/** The API takes no larger files. */
export const MAX_RECORDING_BYTES = 2 * 1024 ** 3;
export const MAX_TRANSCRIPT_BYTES = 4 * 1024 ** 2;

/** The types that the API knows, by what a file's name ends in. */
const RECORDING_TYPES: Record<string, string> = {
  wav: "audio/wav", mp3: "audio/mpeg", m4a: "audio/mp4", mp4: "video/mp4", m4v: "video/mp4", aac: "audio/aac", flac: "audio/flac", ogg: "audio/ogg",
  oga: "audio/ogg", opus: "audio/opus", webm: "video/webm", mov: "video/quicktime", mkv: "video/x-matroska", ogv: "video/ogg", amr: "audio/amr",
  aif: "audio/aiff", aiff: "audio/aiff", caf: "audio/x-caf",
};
const TRANSCRIPTS = ["vtt", "srt", "txt", "json", "docx"];

/** For the file dialog. */
export const ACCEPTED = ["audio/*", "video/*", ...[...Object.keys(RECORDING_TYPES), ...TRANSCRIPTS].map((one) => `.${one}`)].join(",");

export type Refusal = "unknown" | "empty" | "too_large";

/** What the file is by its name, or why it is not taken. */
export function kindOf(file: { name: string; size: number }): FileKind | Refusal {
  const ending = endingOf(file.name);
  const kind = TRANSCRIPTS.includes(ending) ? "transcript" : ending in RECORDING_TYPES ? "recording" : "unknown";
  if (kind === "unknown") return kind;
  if (file.size === 0) return "empty";
  return file.size > (kind === "recording" ? MAX_RECORDING_BYTES : MAX_TRANSCRIPT_BYTES) ? "too_large" : kind;
}

export function mediaTypeOf(name: string): string {
  return RECORDING_TYPES[endingOf(name)] ?? "application/octet-stream";
}

/** "Team call.final.mp3" → "Team call.final": the meeting's first title. */
export function titleOf(name: string): string {
  return name.replace(/\.[^.]*$/, "").trim().slice(0, 200) || name;
}

function endingOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}
