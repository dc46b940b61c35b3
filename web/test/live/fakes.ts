import { type AudioFrame, DEFAULT_LIMITS, type ClientFrame, type SegmentsFrame, type SpokenSegment } from "../../src/live/frames";
import type { KeptSession } from "../../src/live/machine";
import type { Keep, Outbox } from "../../src/live/outbox";
import type { SocketHandlers, World } from "../../src/live/world";

interface Timer {
  at: number;
  callback: () => void;
}

/** A clock, sockets and chance that a test holds in its hand. */
export class FakeWorld implements World {
  time = 0;
  isOffline = false;
  sockets: FakeSocket[] = [];
  private timers: Timer[] = [];

  constructor(private readonly onFrame: (socket: FakeSocket, frame: ClientFrame) => void) {}

  openSocket(handlers: SocketHandlers): Promise<FakeSocket> {
    if (this.isOffline) return Promise.reject(new Error("offline"));
    const socket = new FakeSocket(handlers, (frame) => this.onFrame(socket, frame));
    this.sockets.push(socket);
    queueMicrotask(() => queueMicrotask(handlers.onOpen));
    return Promise.resolve(socket);
  }

  now(): number {
    return this.time;
  }

  random(): number {
    return 0;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.time + milliseconds, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }

  /** Lets time pass, every timer at its moment. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.time + milliseconds;
    await settle();
    for (;;) {
      const next = this.timers.filter((one) => one.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((one) => one !== next);
      this.time = Math.max(this.time, next.at);
      next.callback();
      await settle();
    }
    this.time = until;
  }
}

export class FakeSocket {
  isClosed = false;

  constructor(
    private readonly handlers: SocketHandlers,
    private readonly onFrame: (frame: ClientFrame) => void,
  ) {}

  send(data: string): void {
    if (!this.isClosed) this.onFrame(JSON.parse(data) as ClientFrame);
  }

  answer(frame: object): void {
    if (!this.isClosed) this.handlers.onMessage(JSON.stringify(frame));
  }

  close(): void {
    this.isClosed = true;
  }

  cut(): void {
    this.isClosed = true;
    this.handlers.onClose();
  }
}

/** A server that keeps the protocol: stores once, acknowledges, tells what is stored. Acks can be lost. */
export class FakeServer {
  readonly stored = new Map<number, SpokenSegment>();
  readonly frames: ClientFrame[] = [];
  losesAcks = false;
  isDeaf = false;
  /** Nothing that comes as sound becomes words: "away" for now, "unreadable" for good. */
  hearing: "well" | "away" | "unreadable" = "well";
  private readonly parts = new Map<number, Set<number>>();
  epoch = 1;

  readonly receive = (socket: FakeSocket, frame: ClientFrame): void => {
    if (this.isDeaf) return;
    this.frames.push(frame);
    if (frame.action === "join_session") {
      const seqs = [...this.stored.keys()];
      socket.answer({
        type: "session_joined", session_id: frame.session_id, epoch: this.epoch, status: "active", stored: seqs.map((seq) => [seq, seq]),
        resume_token: "r", server_time: "2026-11-21T09:00:00Z", started_at: "2026-11-21T09:00:00Z", last_event: 0, watched: false, limits: DEFAULT_LIMITS,
      });
    } else if (frame.action === "segments") this.store(socket, frame);
    else if (frame.action === "audio") this.hear(socket, frame);
    else if (frame.action === "end_session") {
      socket.answer({
        type: "finalized", session_id: "s", status: "finalizing", revision: 1, meeting_id: "m", gaps: [], execution: null,
        statistics: { total_segments: this.stored.size, average_confidence: null, total_duration: 1 },
      });
    }
  };

  get texts(): string[] {
    return [...this.stored.entries()].sort((a, b) => a[0] - b[0]).map(([, segment]) => segment.text);
  }

  get guesses(): string[] {
    return this.frames.flatMap((frame) => (frame.action === "interim" ? [frame.text] : []));
  }

  private hear(socket: FakeSocket, { seq, part, parts, start_ms, end_ms }: AudioFrame): void {
    const kept = this.parts.get(seq) ?? new Set<number>();
    this.parts.set(seq, kept.add(part));
    if (kept.size < parts) return socket.answer({ type: "ack", seqs: [], audio: { seq, part, parts } });
    if (this.hearing === "away") return socket.answer({ type: "error", code: "STORE_UNAVAILABLE", message: "", retryable: true, reference: "x" });
    if (this.hearing === "unreadable") return socket.answer({ type: "error", code: "BAD_FRAME", message: "", retryable: false, seq, reference: "x" });
    const segment = { utterance_id: `audio-${seq}`, text: `heard ${seq}`, start_ms, end_ms };
    this.stored.set(seq, segment);
    if (!this.losesAcks) socket.answer({ type: "ack", seqs: [[seq, seq]], segment: { seq, ...segment } });
  }

  private store(socket: FakeSocket, { first_seq, segments }: SegmentsFrame): void {
    for (const [index, segment] of segments.entries()) {
      const known = this.stored.get(first_seq + index);
      if (known && JSON.stringify(known) !== JSON.stringify(segment)) {
        socket.answer({ type: "error", code: "SEQ_CONFLICT", message: "", retryable: false, seq: first_seq, reference: "x" });
        return;
      }
    }
    segments.forEach((segment, index) => this.stored.set(first_seq + index, segment));
    if (!this.losesAcks) socket.answer({ type: "ack", seqs: [[first_seq, first_seq + segments.length - 1]] });
  }
}

/** An outbox that notes what it was told; with `isBroken` it keeps nothing, as in a private window. */
export class NotingOutbox implements Outbox {
  readonly changes: Keep[] = [];
  isBroken = false;

  apply(_: string, changes: readonly Keep[]): Promise<void> {
    if (this.isBroken) return Promise.reject(new Error("full"));
    this.changes.push(...changes);
    return Promise.resolve();
  }

  load(): Promise<KeptSession | null> {
    return Promise.resolve(null);
  }

  sessions(): Promise<KeptSession[]> {
    return Promise.resolve([]);
  }
}

export function aSegment(id: string | number): SpokenSegment {
  return { utterance_id: `u${id}`, text: `words ${id}`, start_ms: 0, end_ms: 10 };
}

/** Everything that is already under way has happened; IndexedDB takes a few turns of the event loop. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 80; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
