function lockName(sessionId: string): string {
  return `mina-session-${sessionId}`;
}

/** The sessions that some tab is working on, this one included; looking takes no lock from anybody. */
export async function lockedSessions(): Promise<(sessionId: string) => boolean> {
  if (!("locks" in navigator)) return () => false;
  const names = new Set((await navigator.locks.query()).held?.map((lock) => lock.name));
  return (sessionId) => names.has(lockName(sessionId));
}

/** One tab at a time works on a session's outbox. Null where another one does; else a function that lets go. */
export function lockSession(sessionId: string): Promise<(() => void) | null> {
  if (!("locks" in navigator)) return Promise.resolve(() => undefined);
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lockName(sessionId), { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}
