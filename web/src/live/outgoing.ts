import { type ClientFrame, jsonBytes, type Limits, type SegmentsFrame, type SeqRange, type SpokenSegment } from "./frames";
import { covers, highest } from "./ranges";
import { type KeptSound, placeholderOf, SOUND_PATIENCE_MS, SOUND_TRIES, SOUND_WEIGHT, soundFrames } from "./sounds";
import { resendDelay, smooth } from "./timing";

/** A segment in the outbox that has no seq yet. `order` sorts what waits; `said_at` is the clock's reading. */
export interface WaitingSegment {
  order: number;
  said_at: number;
  segment: SpokenSegment;
}

/** The atom: sent, repeated and acknowledged whole, never cut again. `refused` holds the error code of a final no. */
export interface KeptBatch {
  first_seq: number;
  segments: SpokenSegment[];
  /** Where its one segment is still to be heard. */
  sound?: KeptSound;
  refused?: string;
}

/** What has to reach the durable outbox before anything that follows from it is sent. */
export type Change =
  | { kind: "wait"; waiting: WaitingSegment }
  | { kind: "form"; batch: KeptBatch; orders: number[] }
  | { kind: "done"; first_seq: number }
  | { kind: "refuse"; batch: KeptBatch };

interface Outstanding {
  batch: KeptBatch;
  bytes: number;
  /** Null while it has not been sent over the present socket. */
  sent_at: number | null;
  due_at: number;
  resends: number;
  /** Over all sockets: a batch sent twice gives no round trip (Karn). */
  sends: number;
  /** Parts of its sound that the server keeps. */
  kept_parts: Set<number>;
}

/** Splits what waits into batches that are due, and what goes on waiting. */
export function formBatches(waiting: readonly WaitingSegment[], nextSeq: number, now: number, limits: Limits, isFlush: boolean) {
  const formed: { batch: KeptBatch; orders: number[] }[] = [];
  let rest = [...waiting];
  let first_seq = nextSeq;
  for (;;) {
    const count = closedAt(rest, first_seq, limits) ?? (isFlush || isOverdue(rest, now, limits) ? rest.length : 0);
    if (count === 0) return { formed, rest };
    const taken = rest.slice(0, count);
    formed.push({ batch: { first_seq, segments: taken.map((one) => one.segment) }, orders: taken.map((one) => one.order) });
    rest = rest.slice(count);
    first_seq += count;
  }
}

/** After how many segments the first batch is full, null while there is room. */
function closedAt(waiting: readonly WaitingSegment[], first_seq: number, limits: Limits): number | null {
  const frame: SegmentsFrame = { action: "segments", first_seq, segments: [] };
  let bytes = jsonBytes(frame);
  for (const [index, { segment }] of waiting.entries()) {
    bytes += jsonBytes(segment) + (index > 0 ? 1 : 0);
    if (index > 0 && bytes > limits.max_frame_bytes) return index;
    if (index + 1 === limits.batch_size) return index + 1;
  }
  return null;
}

function isOverdue(waiting: readonly WaitingSegment[], now: number, limits: Limits): boolean {
  const oldest = waiting[0];
  return oldest !== undefined && now - oldest.said_at >= limits.batch_ms;
}

/** After `session_joined`: which batches are done, and where counting goes on. */
function resume(batches: readonly KeptBatch[], nextSeq: number, stored: readonly SeqRange[], isSameEpoch: boolean) {
  const done = batches.filter((batch) => isSameEpoch && covers(stored, batch.first_seq, lastSeq(batch)));
  return { done, next_seq: Math.max(nextSeq, highest(stored) + 1) };
}

function lastSeq(batch: KeptBatch): number {
  return batch.first_seq + batch.segments.length - 1;
}

/** The words on their way: numbered, in the window, sent again until acknowledged. */
export class Outgoing {
  private waiting: WaitingSegment[] = [];
  private outstanding: Outstanding[] = [];
  private smoothed: number | null = null;
  private nextOrder = 1;

  constructor(
    private readonly random: () => number,
    public nextSeq = 1,
  ) {}

  restore(waiting: readonly WaitingSegment[], batches: readonly KeptBatch[]): void {
    this.waiting = [...waiting].sort((a, b) => a.order - b.order);
    this.nextOrder = (this.waiting.at(-1)?.order ?? 0) + 1;
    for (const batch of [...batches].sort((a, b) => a.first_seq - b.first_seq)) this.add(batch);
    this.nextSeq = Math.max(this.nextSeq, ...this.outstanding.map((one) => lastSeq(one.batch) + 1));
  }

  say(segment: SpokenSegment, now: number): Change {
    const waiting = { order: this.nextOrder++, said_at: now, segment };
    this.waiting.push(waiting);
    return { kind: "wait", waiting };
  }

  /** A sound is a batch of its own, behind all that was said before it. */
  hear(utteranceId: string, sound: KeptSound, now: number, limits: Limits): Change[] {
    return [...this.form(now, limits, true), this.number({ segments: [placeholderOf(utteranceId, sound)], sound })];
  }

  /** The utterance whose sound has this seq. */
  soundAt(seq: number): string | null {
    const batch = this.find(seq)?.batch;
    return batch?.sound ? (batch.segments[0]?.utterance_id ?? null) : null;
  }

  keepPart(seq: number, part: number): void {
    this.find(seq)?.kept_parts.add(part);
  }

  framesOf({ first_seq, segments, sound }: KeptBatch): ClientFrame[] {
    return sound ? soundFrames(first_seq, sound, this.find(first_seq)?.kept_parts ?? new Set()) : [{ action: "segments", first_seq, segments }];
  }

  form(now: number, limits: Limits, isFlush: boolean): Change[] {
    const { formed, rest } = formBatches(this.waiting, this.nextSeq, now, limits, isFlush);
    this.waiting = rest;
    return formed.map(({ batch, orders }) => this.number(batch, orders));
  }

  /** What a new socket finds stored is done; the rest has not been sent yet as far as this socket goes. */
  resumeAfterJoin(stored: readonly SeqRange[], isSameEpoch: boolean, unprovenUntil = 0): Change[] {
    const proven = this.batches.filter((batch) => batch.first_seq > unprovenUntil);
    const { done, next_seq } = resume(proven, this.nextSeq, stored, isSameEpoch);
    this.nextSeq = next_seq;
    for (const one of this.outstanding) Object.assign(one, { sent_at: null, due_at: 0, resends: 0 });
    const changes = done.map((batch) => this.finish(batch.first_seq));
    return isSameEpoch ? changes : [...changes, ...this.closeUp(stored)];
  }

  /** The last seq of ours that `stored` has, too; only an ack tells whose words are stored under it. */
  lastCovered(stored: readonly SeqRange[]): number {
    const covered = this.batches.filter((batch) => covers(stored, batch.first_seq, lastSeq(batch)));
    return Math.max(0, ...covered.map(lastSeq));
  }

  /**
   * After a take-over: a batch that is not stored whole is not stored at all, and nothing of the old epoch will be any
   * more. It moves up behind what is stored, so that others' words leave no gap in ours.
   */
  private closeUp(stored: readonly SeqRange[]): Change[] {
    const isFree = ({ batch }: Outstanding) => !batch.refused && !covers(stored, batch.first_seq, lastSeq(batch));
    const free = this.outstanding.filter(isFree);
    const fixed = this.outstanding.filter((one) => !isFree(one));
    // All go before any comes: a new first seq may be another batch's old one.
    const gone = free.map((one) => this.finish(one.batch.first_seq));
    this.nextSeq = Math.max(highest(stored), ...fixed.map((one) => lastSeq(one.batch))) + 1;
    return [...gone, ...free.map((one) => this.number(one.batch))];
  }

  acknowledge(seqs: readonly SeqRange[], now: number): Change[] {
    const done = this.outstanding.filter(({ batch }) => covers(seqs, batch.first_seq, lastSeq(batch)));
    return done.map((one) => {
      if (!one.batch.sound && one.sends === 1 && one.sent_at !== null) this.smoothed = smooth(this.smoothed, now - one.sent_at);
      return this.finish(one.batch.first_seq);
    });
  }

  /** The words of a batch whose seqs somebody else has used get new ones. */
  renumber(seq: number): Change[] {
    const one = this.find(seq);
    if (!one) return [];
    return [this.finish(one.batch.first_seq), this.number(one.batch)];
  }

  refuse(seq: number, code: string): Change[] {
    const one = this.find(seq);
    if (!one) return [];
    one.batch = { ...one.batch, refused: code };
    return [{ kind: "refuse", batch: one.batch }];
  }

  /** A retryable error: for one batch where it names one, else for all that is under way. */
  postpone(now: number, retryAfterMs: number, seq?: number): void {
    const named = seq === undefined ? undefined : this.find(seq);
    for (const one of named ? [named] : this.outstanding) {
      if (one.sent_at !== null) one.due_at = now + resendDelay(this.smoothed, one.resends, this.random(), retryAfterMs);
    }
  }

  /** The server says that these are missing: send what is still here at once. */
  hurry(missingSeqs: readonly SeqRange[]): void {
    for (const one of this.pending()) {
      const isMissing = missingSeqs.some(([from, to]) => from <= lastSeq(one.batch) && one.batch.first_seq <= to);
      if (isMissing) one.due_at = 0;
    }
  }

  /** The batches to be sent now, oldest first, as far as the window allows. */
  take(now: number, window: number): KeptBatch[] {
    const taken: KeptBatch[] = [];
    let inFlight = 0;
    for (const one of this.pending()) {
      inFlight += one.batch.sound ? SOUND_WEIGHT : one.batch.segments.length;
      const isBeyondWindow = one.sent_at === null && inFlight > window;
      if (isBeyondWindow || one.due_at > now) continue;
      this.markSent(one, now);
      taken.push(one.batch);
    }
    return taken;
  }

  dueAt(limits: Limits, isJoined: boolean): number {
    const oldest = this.waiting[0];
    const formAt = oldest ? oldest.said_at + limits.batch_ms : Infinity;
    const sent = isJoined ? this.pending().filter((one) => one.sent_at !== null) : [];
    return Math.min(formAt, ...sent.map((one) => one.due_at));
  }

  /** What a closing page sends in one request: unacknowledged words, oldest first, within `maxBytes`. */
  tail(maxBytes: number): KeptBatch[] {
    const batches: KeptBatch[] = [];
    let bytes = 0;
    for (const one of this.pending()) {
      if (one.batch.sound) continue;
      bytes += one.bytes;
      if (bytes > maxBytes) break;
      batches.push(one.batch);
    }
    return batches;
  }

  get batches(): KeptBatch[] {
    return this.outstanding.map((one) => one.batch);
  }

  get unsavedCount(): number {
    return this.waiting.length + this.outstanding.reduce((sum, one) => sum + one.batch.segments.length, 0);
  }

  get refusedCount(): number {
    return this.outstanding.reduce((sum, { batch }) => sum + (batch.refused ? batch.segments.length : 0), 0);
  }

  get unsentBytes(): number {
    return this.pending().reduce((sum, one) => sum + one.bytes, 0);
  }

  /** Nothing is left that the end has to wait for: a sound that is asked for in vain may become words later. */
  get isDrained(): boolean {
    return this.waiting.length === 0 && this.pending().every((one) => one.batch.sound && one.sends >= SOUND_TRIES);
  }

  resendDelay(attempt: number): number {
    return resendDelay(this.smoothed, attempt, this.random());
  }

  private number({ segments, sound }: Omit<KeptBatch, "first_seq">, orders: number[] = []): Change {
    const batch = { first_seq: this.nextSeq, segments, ...(sound ? { sound } : {}) };
    this.add(batch);
    this.nextSeq = lastSeq(batch) + 1;
    return { kind: "form", batch, orders };
  }

  private markSent(one: Outstanding, now: number): void {
    if (one.sent_at !== null) one.resends += 1;
    one.sent_at = now;
    one.sends += 1;
    one.due_at = now + resendDelay(this.smoothed, one.resends, this.random(), one.batch.sound ? SOUND_PATIENCE_MS : 0);
  }

  private add(batch: KeptBatch): void {
    const bytes = this.framesOf(batch).reduce((sum, frame) => sum + jsonBytes(frame), 0);
    this.outstanding.push({ batch, bytes, sent_at: null, due_at: 0, resends: 0, sends: 0, kept_parts: new Set() });
  }

  private finish(firstSeq: number): Change {
    this.outstanding = this.outstanding.filter((one) => one.batch.first_seq !== firstSeq);
    return { kind: "done", first_seq: firstSeq };
  }

  private find(seq: number): Outstanding | undefined {
    return this.outstanding.find(({ batch }) => batch.first_seq <= seq && seq <= lastSeq(batch));
  }

  private pending(): Outstanding[] {
    return this.outstanding.filter((one) => !one.batch.refused);
  }
}
