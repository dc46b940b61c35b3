import {
  type ClientFrame, DEFAULT_LIMITS, type ErrorFrame, type EventFrame, type Finalized, type HeardSegment, type InterimGuess, type JoinDetails, type Limits, type SeqRange,
  type ServerFrame, type SessionJoined, type SpokenSegment,
} from "./frames";
import { Interims } from "./interims";
import { Link, type LinkOrder } from "./link";
import { type Change, type KeptBatch, Outgoing, type WaitingSegment } from "./outgoing";
import type { KeptSound } from "./sounds";
import { asSegments } from "./words";

export type RecorderStatus =
  | "idle" | "connecting" | "recording" | "reconnecting" | "ending" | "finalized" | "fenced" | "sealed" | "refused";

/** A session as the outbox keeps it, enough to go on days later. */
export interface SessionRecord {
  details: JoinDetails;
  known_epoch: number | null;
  /** Seqs up to here were given before the epoch began, and are stored: perhaps with another recorder's words. */
  unproven_until?: number;
  resume_token: string | null;
  capability: string | null;
  next_seq: number;
  spoken: number;
  is_ending: boolean;
  /** Another recorder took over: not to be taken back without being asked to. */
  is_fenced: boolean;
}

/** The name a session goes by, and all of it that is not yet acknowledged. */
export interface KeptSession {
  record: SessionRecord;
  waiting: WaitingSegment[];
  batches: KeptBatch[];
}

export type Input =
  | { kind: "start" | "tick" | "flush" | "hide" | "end" | "online" | "close" }
  | { kind: "opened" | "closed"; socket: number }
  | { kind: "receive"; socket: number; frame: ServerFrame }
  | { kind: "say"; segment: SpokenSegment }
  | { kind: "hear"; utterance_id: string; sound: KeptSound }
  | { kind: "interim"; guess: InterimGuess };

/** What the machine asks of the world, in this order; every `keep` is durable before what follows is done. */
export type Effect =
  | { kind: "keep"; change: Change | { kind: "session"; record: SessionRecord } | { kind: "forget" } }
  | { kind: "connect" | "disconnect"; socket: number }
  | { kind: "send"; socket: number; frame: ClientFrame }
  | { kind: "status"; status: RecorderStatus }
  | { kind: "tail"; batches: KeptBatch[] }
  | { kind: "event"; event: EventFrame }
  | { kind: "heard"; utterance_id: string; segment: HeardSegment }
  | { kind: "finalized"; frame: Finalized };

type Ack = Extract<ServerFrame, { type: "ack" }>;

const MAX_TAIL_BYTES = 60_000;
/** Above this much unsent, interims stop; finals never do. */
const MAX_UNSENT_BYTES = 1_000_000;
const PENDING_WAIT_MS = 10_000;

interface Ending {
  due_at: number;
  attempts: number;
}

/** The recorder of docs/protocol.md as a pure machine: inputs and the time in, effects out; it knows no socket, clock or store. */
export class RecorderMachine {
  status: RecorderStatus = "idle";
  limits: Limits = DEFAULT_LIMITS;
  isWatched = false;
  finalized: Finalized | null = null;
  joined: SessionJoined | null = null;
  refusal: ErrorFrame | null = null;

  private readonly outgoing: Outgoing;
  private readonly interims = new Interims();
  private readonly link: Link;
  private readonly record: SessionRecord;
  private ending: Ending | null = null;
  private lastEvent = 0;
  private effects: Effect[] = [];

  constructor(kept: KeptSession, random: () => number) {
    this.record = { ...kept.record };
    this.outgoing = new Outgoing(random, this.record.next_seq);
    this.link = new Link(random);
    this.outgoing.restore(kept.waiting, kept.batches);
    if (this.record.is_ending) this.ending = { due_at: 0, attempts: 0 };
  }

  get details(): JoinDetails {
    return this.record.details;
  }

  get capability(): string | null {
    return this.record.capability;
  }

  /** [stored, spoken]: "n of m saved". */
  get counters(): [stored: number, spoken: number] {
    return [this.record.spoken - this.outgoing.unsavedCount, this.record.spoken];
  }

  get refusedCount(): number {
    return this.outgoing.refusedCount;
  }

  get isEnding(): boolean {
    return this.ending !== null;
  }

  handle(input: Input, now: number): Effect[] {
    this.effects = [];
    this.receiveInput(input, now);
    if (this.isRunning) this.form(now, input.kind === "flush" || input.kind === "hide");
    if (this.isLinked) this.maintain(now);
    if (this.isRunning && this.link.current !== null) this.transmit(this.link.current, now);
    if (input.kind === "hide" && this.isRunning) this.emit({ kind: "tail", batches: this.outgoing.tail(MAX_TAIL_BYTES) });
    return this.effects;
  }

  /** When the machine next wants a tick; Infinity where it waits for the world. */
  dueAt(): number {
    if (!this.isRunning) return this.isLinked ? this.link.dueAt() : Infinity;
    const isJoined = this.link.current !== null;
    return Math.min(
      this.link.dueAt(),
      this.outgoing.dueAt(this.limits, isJoined),
      isJoined && this.mayGuess ? this.interims.dueAt(this.interimInterval) : Infinity,
      isJoined && this.ending && this.outgoing.isDrained ? this.ending.due_at : Infinity,
    );
  }

  /** After the end the socket stays, for the events of the insights. */
  private get isLinked(): boolean {
    return !["idle", "fenced", "sealed", "refused"].includes(this.status);
  }

  private get isRunning(): boolean {
    return this.isLinked && this.status !== "finalized";
  }

  private get interimInterval(): number {
    return this.isWatched ? this.limits.interim_interval_ms : this.limits.interim_unwatched_interval_ms;
  }

  private get mayGuess(): boolean {
    return this.outgoing.unsentBytes <= MAX_UNSENT_BYTES;
  }

  private receiveInput(input: Input, now: number): void {
    switch (input.kind) {
      case "start":
        return this.start(now);
      case "say":
        return this.say(input.segment, now);
      case "hear":
        return this.hear(input.utterance_id, input.sound, now);
      case "interim":
        return this.interims.offer(input.guess);
      case "end":
        return this.end();
      case "online":
        return this.orders(this.link.hurry(now));
      case "opened":
        return this.link.opened(input.socket) ? this.send(input.socket, this.joinFrame()) : undefined;
      case "closed":
        return this.lost(input.socket, now);
      case "receive":
        return this.link.knows(input.socket) ? this.receive(input.socket, input.frame, now) : undefined;
      case "close":
        return this.orders(this.link.close());
      default:
        return undefined;
    }
  }

  /** Begins, or begins again after a take-over. What waited in the outbox is formed first: see tests/vectors/README.md. */
  private start(now: number): void {
    this.status = this.ending ? "ending" : "connecting";
    this.refusal = null;
    this.record.is_fenced = false;
    this.keep(...this.outgoing.form(now, this.limits, true));
    this.keepSession();
    this.orders(this.link.connect(now));
  }

  private say(spoken: SpokenSegment, now: number): void {
    this.interims.finish(spoken.utterance_id);
    for (const segment of asSegments(spoken)) {
      this.record.spoken += 1;
      this.keep(this.outgoing.say(segment, now));
    }
    this.keepSession();
  }

  private hear(utteranceId: string, sound: KeptSound, now: number): void {
    this.record.spoken += 1;
    this.keep(...this.outgoing.hear(utteranceId, sound, now, this.limits));
    this.keepSession();
  }

  private end(): void {
    if (this.ending || !this.isRunning) return;
    this.ending = { due_at: 0, attempts: 0 };
    this.record.is_ending = true;
    if (this.status !== "reconnecting") this.status = "ending";
    this.keepSession();
  }

  private form(now: number, isFlush: boolean): void {
    const formed = this.outgoing.form(now, this.limits, isFlush || this.ending !== null);
    this.keep(...formed);
    if (formed.length > 0) this.keepSession();
  }

  private maintain(now: number): void {
    const overdue = this.link.overdue(now);
    if (overdue !== null) this.giveUp(overdue, now);
    this.orders(this.link.tick(now, this.limits.heartbeat_ms));
  }

  private transmit(socket: number, now: number): void {
    for (const batch of this.outgoing.take(now, this.limits.window)) {
      for (const frame of this.outgoing.framesOf(batch)) this.send(socket, frame);
    }
    if (this.mayGuess) for (const frame of this.interims.take(now, this.interimInterval)) this.send(socket, frame);
    this.askForTheEnd(socket, now);
  }

  private askForTheEnd(socket: number, now: number): void {
    if (!this.ending || !this.outgoing.isDrained || this.ending.due_at > now) return;
    this.ending.due_at = now + this.outgoing.resendDelay(this.ending.attempts++);
    this.send(socket, { action: "end_session", last_seq: this.outgoing.nextSeq - 1 });
  }

  private receive(socket: number, frame: ServerFrame, now: number): void {
    switch (frame.type) {
      case "session_joined":
        return this.onJoined(socket, frame, now);
      case "ack":
        return this.onAck(frame, now);
      case "error":
        return this.onError(socket, frame, now);
      case "finalize_pending":
        return this.onPending(frame.missing, now);
      case "finalized":
        return this.onFinalized(frame);
      case "going_away":
        return this.orders(this.link.goingAway(now));
      case "pong":
        return this.link.pong(frame.t);
      case "event":
        return this.onEvent(frame);
      default:
        return undefined;
    }
  }

  private onJoined(socket: number, frame: SessionJoined, now: number): void {
    this.joined = frame;
    this.limits = { ...DEFAULT_LIMITS, ...frame.limits };
    this.isWatched = frame.watched;
    const isSameEpoch = this.record.known_epoch === frame.epoch;
    if (!isSameEpoch) this.record.unproven_until = this.outgoing.lastCovered(frame.stored);
    this.keep(...this.outgoing.resumeAfterJoin(frame.stored, isSameEpoch, this.record.unproven_until));
    this.record.known_epoch = frame.epoch;
    this.record.resume_token = frame.resume_token ?? this.record.resume_token;
    this.record.capability = frame.capability ?? this.record.capability;
    this.keepSession();
    this.orders(this.link.joined(socket, now, this.limits.heartbeat_ms));
    if (this.ending) this.ending = { due_at: 0, attempts: 0 };
    if (this.isRunning) this.status = this.ending ? "ending" : "recording";
  }

  private onAck({ seqs, watched, segment, audio }: Ack, now: number): void {
    if (typeof watched === "boolean") this.isWatched = watched;
    if (audio) this.outgoing.keepPart(audio.seq, audio.part);
    const utterance_id = segment && this.outgoing.soundAt(segment.seq);
    if (segment && utterance_id) this.emit({ kind: "heard", utterance_id, segment });
    this.keep(...this.outgoing.acknowledge(seqs, now));
  }

  private onError(socket: number, error: ErrorFrame, now: number): void {
    const seq = error.seq ?? undefined;
    const retryAfter = error.retry_after_ms ?? 0;
    if (error.code === "FENCED") return this.stop("fenced", error);
    if (error.code === "SEALED") return this.stop("sealed", error);
    if (error.code === "UNAUTHORIZED") return this.giveUp(socket, now);
    if (error.code === "SEQ_CONFLICT" && seq !== undefined) return this.keep(...this.outgoing.renumber(seq));
    if (this.link.isJoining(socket)) return error.retryable ? this.giveUp(socket, now, retryAfter) : this.stop("refused", error);
    if (error.retryable) return this.outgoing.postpone(now, retryAfter, seq);
    if (seq !== undefined) return this.keep(...this.outgoing.refuse(seq, error.code));
    if (error.code === "FORBIDDEN" || error.code === "VERSION") return this.stop("refused", error);
  }

  private onPending(missing: SeqRange[], now: number): void {
    if (!this.ending) return;
    this.outgoing.hurry(missing);
    this.ending = { due_at: this.outgoing.isDrained ? now + PENDING_WAIT_MS : 0, attempts: 0 };
  }

  private onFinalized(frame: Finalized): void {
    this.finalized = frame;
    this.ending = null;
    this.effects.push({ kind: "finalized", frame });
    if (this.outgoing.unsavedCount === 0) this.keepForget();
    this.become("finalized");
  }

  private onEvent(frame: EventFrame): void {
    const isOwn = frame.session_id === this.record.details.session_id;
    if (isOwn && frame.event_id <= this.lastEvent) return;
    if (isOwn) this.lastEvent = frame.event_id;
    this.emit({ kind: "event", event: frame });
  }

  private lost(socket: number, now: number): void {
    if (this.link.lost(socket, now) && this.isRunning) this.become("reconnecting");
  }

  private giveUp(socket: number, now: number, afterMs = 0): void {
    const isAlone = this.link.lost(socket, now, afterMs);
    this.emit({ kind: "disconnect", socket });
    if (isAlone && this.isRunning) this.become("reconnecting");
  }

  private stop(status: RecorderStatus, error: ErrorFrame): void {
    this.refusal = error;
    if (status === "fenced") {
      this.record.is_fenced = true;
      this.keepSession();
    }
    this.orders(this.link.close());
    this.become(status);
  }

  /** Only a change is said; how a socket is opened again is not news. */
  private become(status: RecorderStatus): void {
    if (this.status === status) return;
    this.status = status;
    this.emit({ kind: "status", status });
  }

  private joinFrame(): ClientFrame {
    const { resume_token, capability } = this.record;
    return {
      action: "join_session",
      v: 1,
      role: "recorder",
      ...this.record.details,
      ...(resume_token ? { resume_token } : {}),
      ...(capability ? { capability } : {}),
      ...(this.joined ? { last_event: this.lastEvent } : {}),
    };
  }

  private orders(orders: LinkOrder[]): void {
    for (const order of orders) {
      if (order.kind === "ping") this.send(order.socket, { action: "ping", t: order.t });
      else this.emit(order);
    }
  }

  private send(socket: number, frame: ClientFrame): void {
    this.emit({ kind: "send", socket, frame });
  }

  private keep(...changes: Change[]): void {
    for (const change of changes) this.emit({ kind: "keep", change });
  }

  private keepSession(): void {
    if (this.finalized && this.outgoing.unsavedCount === 0) return;
    this.record.next_seq = this.outgoing.nextSeq;
    this.emit({ kind: "keep", change: { kind: "session", record: { ...this.record } } });
  }

  private keepForget(): void {
    this.emit({ kind: "keep", change: { kind: "forget" } });
  }

  private emit(effect: Effect): void {
    this.effects.push(effect);
  }
}

function newRecord(details: JoinDetails, capability: string | null): SessionRecord {
  return { details, known_epoch: null, resume_token: null, capability, next_seq: 1, spoken: 0, is_ending: false, is_fenced: false };
}

/** `capability`: an anonymous recorder brings its own secret, so that a lost answer to its first join locks nobody out. */
export function newSession(details: JoinDetails, capability: string | null = null): KeptSession {
  return { record: newRecord(details, capability), waiting: [], batches: [] };
}
