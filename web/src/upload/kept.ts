/** An upload as this browser remembers it: to go on with it, or to see what became of it, after a reload. */
export interface KeptUpload {
  session_id: string;
  name: string;
  size: number;
  last_modified: number;
  /** Of the parts that have arrived, by their place; "" for one that has not. */
  etags: string[];
  is_sent: boolean;
}

const STORAGE_KEY = "mina.uploads";
const MOST = 20;

export function keptUploads(storage: Storage): KeptUpload[] {
  return JSON.parse(storage.getItem(STORAGE_KEY) ?? "[]") as KeptUpload[];
}

export function keepUpload(storage: Storage, upload: KeptUpload): void {
  const others = keptUploads(storage).filter((one) => one.session_id !== upload.session_id);
  storage.setItem(STORAGE_KEY, JSON.stringify([upload, ...others].slice(0, MOST)));
}

export function forgetUpload(storage: Storage, sessionId: string): void {
  storage.setItem(STORAGE_KEY, JSON.stringify(keptUploads(storage).filter((one) => one.session_id !== sessionId)));
}

/** The unfinished upload of the same file, where there is one. */
export function unfinishedOf(storage: Storage, file: File): KeptUpload | null {
  const isSame = (one: KeptUpload) => one.name === file.name && one.size === file.size && one.last_modified === file.lastModified;
  return keptUploads(storage).find((one) => !one.is_sent && isSame(one)) ?? null;
}
