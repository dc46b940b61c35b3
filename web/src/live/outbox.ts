import type { Effect, KeptSession, SessionRecord } from "./machine";
import type { KeptBatch, WaitingSegment } from "./outgoing";

export type Keep = Extract<Effect, { kind: "keep" }>["change"];

/** Where words are safe before they are sent. All changes of one call are one transaction. */
export interface Outbox {
  apply(sessionId: string, changes: readonly Keep[]): Promise<void>;
  load(sessionId: string): Promise<KeptSession | null>;
  /** Every session that still holds something. */
  sessions(): Promise<KeptSession[]>;
}

const DATABASE = "mina-outbox";
const STORES = ["sessions", "waiting", "batches"] as const;

/** The outbox in IndexedDB. `durability: strict`: a change is on the disk before the promise is kept. */
export class IndexedDbOutbox implements Outbox {
  private database: Promise<IDBDatabase> | null = null;

  constructor(private readonly factory: IDBFactory = indexedDB) {}

  async apply(sessionId: string, changes: readonly Keep[]): Promise<void> {
    const transaction = (await this.open()).transaction(STORES, "readwrite", { durability: "strict" });
    for (const change of changes) this.write(transaction, sessionId, change);
    await finished(transaction);
  }

  async load(sessionId: string): Promise<KeptSession | null> {
    const transaction = (await this.open()).transaction(STORES, "readonly");
    const record = (await answered(transaction.objectStore("sessions").get(sessionId))) as SessionRecord | undefined;
    if (!record) return null;
    const mine = IDBKeyRange.bound([sessionId, 0], [sessionId, Infinity]);
    const [waiting, batches] = await Promise.all([
      answered(transaction.objectStore("waiting").getAll(mine)) as Promise<WaitingSegment[]>,
      answered(transaction.objectStore("batches").getAll(mine)) as Promise<KeptBatch[]>,
    ]);
    return { record, waiting, batches };
  }

  async sessions(): Promise<KeptSession[]> {
    const transaction = (await this.open()).transaction("sessions", "readonly");
    const ids = await answered(transaction.objectStore("sessions").getAllKeys());
    const kept = await Promise.all(ids.map((id) => this.load(String(id))));
    return kept.filter((one) => one !== null);
  }

  private write(transaction: IDBTransaction, sessionId: string, change: Keep): void {
    const [sessions, waiting, batches] = STORES.map((name) => transaction.objectStore(name)) as [IDBObjectStore, IDBObjectStore, IDBObjectStore];
    switch (change.kind) {
      case "session":
        sessions.put(change.record, sessionId);
        break;
      case "wait":
        waiting.put(change.waiting, [sessionId, change.waiting.order]);
        break;
      case "form":
        batches.put(change.batch, [sessionId, change.batch.first_seq]);
        for (const order of change.orders) waiting.delete([sessionId, order]);
        break;
      case "refuse":
        batches.put(change.batch, [sessionId, change.batch.first_seq]);
        break;
      case "done":
        batches.delete([sessionId, change.first_seq]);
        break;
      case "forget": {
        const mine = IDBKeyRange.bound([sessionId, 0], [sessionId, Infinity]);
        sessions.delete(sessionId);
        waiting.delete(mine);
        batches.delete(mine);
      }
    }
  }

  private open(): Promise<IDBDatabase> {
    this.database ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = this.factory.open(DATABASE, 1);
      request.onupgradeneeded = () => STORES.forEach((name) => request.result.createObjectStore(name));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("IndexedDB cannot be opened"));
    }).catch((error: unknown) => {
      this.database = null;
      throw error;
    });
    return this.database;
  }
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB refused"));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB refused"));
  });
}
