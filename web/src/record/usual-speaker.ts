const STORAGE_KEY = "mina.speaker";

/** Who usually speaks on this device, "" where that is left open. */
export function usualSpeaker(storage: Storage): string {
  return storage.getItem(STORAGE_KEY) ?? "";
}

export function setUsualSpeaker(storage: Storage, name: string): void {
  storage.setItem(STORAGE_KEY, name);
}
