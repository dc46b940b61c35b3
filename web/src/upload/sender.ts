import { type Api, ApiError } from "../api/client";
import type { Upload, UploadAddress } from "../api/types";
import { keepUpload, type KeptUpload, unfinishedOf } from "./kept";
import { mediaTypeOf, titleOf } from "./kinds";
import type { Step } from "./transfer";
import { type Wire, WireError } from "./wire";

/** Above this a file goes in parts, of which those that have arrived need not be sent again. */
const MULTIPART_FROM_BYTES = 64 * 1024 ** 2;
const TRIES = 4;
const WAIT_MS = 1_000;

export interface SenderPorts {
  api: Api;
  wire: Wire;
  storage: Storage;
  after(milliseconds: number): Promise<void>;
}

export interface SendOptions {
  keeps_sound: boolean;
  time_zone: string;
}

/**
 * Sends a recording: a session, an address, the file, the end. What arrived earlier is not sent again.
 * Rejects with `ApiError`, `WireError` or the signal's reason; calling again goes on where it stopped.
 */
export async function sendRecording(file: File, options: SendOptions, ports: SenderPorts, tell: (step: Step) => void, signal: AbortSignal): Promise<void> {
  const kept = unfinishedOf(ports.storage, file) ?? (await announce(file, options, ports));
  keepUpload(ports.storage, kept);
  tell({ kind: "announced", session_id: kept.session_id });
  const at = `/api/v1/sessions/${encodeURIComponent(kept.session_id)}`;
  const etags = await deliver(file, kept, at, ports, tell, signal);
  if (etags) await ports.api.send("POST", `${at}/upload-complete`, { etags });
  keepUpload(ports.storage, { ...kept, is_sent: true, etags: [] });
}

async function announce(file: File, { keeps_sound, time_zone }: SendOptions, { api }: SenderPorts): Promise<KeptUpload> {
  const wanted = { title: titleOf(file.name), time_zone, recording_enabled: keeps_sound };
  const { id } = await api.send<Upload>("POST", "/api/v1/sessions", wanted);
  return { session_id: id, name: file.name, size: file.size, last_modified: file.lastModified, etags: [], is_sent: false };
}

/** The parts' ETags; null where the file had arrived already. */
async function deliver(file: File, kept: KeptUpload, at: string, ports: SenderPorts, tell: (step: Step) => void, signal: AbortSignal): Promise<string[] | null> {
  const wanted = { filename: file.name, content_type: mediaTypeOf(file.name), size: file.size, multipart: file.size > MULTIPART_FROM_BYTES };
  const askAddress = () => ports.api.send<UploadAddress>("POST", `${at}/upload-url`, wanted);
  try {
    const address = await askAddress();
    if (address.method === "PUT") return await putParts(file, kept, address, ports, tell, signal);
    await withPatience(ports, signal, async (attempt) => {
      const { url = "", fields = {} } = attempt === 0 ? address : await askAddress();
      await ports.wire.send({ method: "POST", url, body: form(fields, file) }, (sent_bytes) => tell({ kind: "progress", sent_bytes }), signal);
    });
    return [];
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) return null;
    throw error;
  }
}

async function putParts(file: File, kept: KeptUpload, address: UploadAddress, ports: SenderPorts, tell: (step: Step) => void, signal: AbortSignal): Promise<string[]> {
  const { urls = [], part_bytes = file.size } = address;
  for (const [index, url] of urls.entries()) {
    const start = index * part_bytes;
    if (!kept.etags[index]) {
      const body = file.slice(start, start + part_bytes);
      kept.etags[index] = await withPatience(ports, signal, () =>
        ports.wire.send({ method: "PUT", url, body }, (bytes) => tell({ kind: "progress", sent_bytes: start + bytes }), signal),
      );
      keepUpload(ports.storage, kept);
    }
    tell({ kind: "progress", sent_bytes: start + part_bytes });
  }
  return kept.etags;
}

/** The file is the form's last field: the store reads nothing behind it. */
function form(fields: Record<string, string>, file: File): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("file", file);
  return body;
}

/** Tries again what no answer came to, or a server's own failure. */
async function withPatience<T>(ports: SenderPorts, signal: AbortSignal, attempt: (number: number) => Promise<T>): Promise<T> {
  for (let number = 0; ; number += 1) {
    try {
      return await attempt(number);
    } catch (error) {
      const isPassing = error instanceof WireError && (error.status === 0 || error.status >= 500);
      if (!isPassing || number + 1 >= TRIES || signal.aborted) throw error;
      await ports.after(WAIT_MS * 2 ** number);
    }
  }
}
