import { type ClientFrame, type EventFrame, type HeardSegment, type InterimGuess, readFrame, type SpokenSegment } from "./frames";
import { type Effect, type Input, RecorderMachine, type RecorderStatus } from "./machine";
import type { Outbox } from "./outbox";
import type { KeptBatch } from "./outgoing";
import type { KeptSound } from "./sounds";
import type { LiveSocket, World } from "./world";

/** What the page draws. A new object whenever something in it has changed. */
export interface RecorderView {
  status: RecorderStatus;
  stored: number;
  spoken: number;
  refused: number;
  /** True where the device keeps no safe copy: said to the user, recording goes on. */
  is_volatile: boolean;
  is_watched: boolean;
  meeting_id: string | null;
  started_at: string | null;
  /** Of the error that stopped it, for whoever looks into the log. */
  reference: string | null;
}

export interface RecorderPorts {
  outbox: Outbox;
  world: World;
  /** Sends the tail of a closing page; must not wait for anything first. */
  sendTail(sessionId: string, instanceId: string, batches: KeptBatch[], capability: string | null): void;
  onEvent?(event: EventFrame): void;
  /** The words of an utterance that was sent as sound. */
  onHeard?(utteranceId: string, segment: HeardSegment): void;
}

/** Runs the machine against sockets, the clock and the outbox. Everything happens in one line: keep first, then send. */
export class Recorder {
  view: RecorderView;
  private line: Promise<void> = Promise.resolve();
  private readonly sockets = new Map<number, LiveSocket>();
  private readonly listeners = new Set<() => void>();
  private cancelTimer: () => void = () => undefined;
  private isVolatile = false;
  private isDisposed = false;

  constructor(
    private readonly machine: RecorderMachine,
    private readonly ports: RecorderPorts,
  ) {
    this.view = this.look();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getView = (): RecorderView => this.view;

  get sessionId(): string {
    return this.machine.details.session_id;
  }

  /** As the last join told it: active, finalizing or completed. */
  get sessionStatus(): string | null {
    return this.machine.joined?.status ?? null;
  }

  get capability(): string | null {
    return this.machine.capability;
  }

  start(): void {
    this.handle({ kind: "start" });
  }

  say(segment: SpokenSegment): void {
    this.handle({ kind: "say", segment });
  }

  hear(utteranceId: string, sound: KeptSound): void {
    this.handle({ kind: "hear", utterance_id: utteranceId, sound });
  }

  interim(guess: InterimGuess): void {
    this.handle({ kind: "interim", guess });
  }

  end(): void {
    this.handle({ kind: "end" });
  }

  /** The page is out of sight: what waits is sent now. */
  flush(): void {
    this.handle({ kind: "flush" });
  }

  /** The page is closing: the tail goes by a request that outlives it. */
  hide(): void {
    this.handle({ kind: "hide" });
  }

  online(): void {
    this.handle({ kind: "online" });
  }

  /** Lets the sockets go; what is unsent stays in the outbox. Resolves when all is kept. */
  dispose(): Promise<void> {
    this.handle({ kind: "close" });
    this.isDisposed = true;
    this.cancelTimer();
    return this.line;
  }

  /** Resolves when everything asked for so far is kept and sent. */
  settled(): Promise<void> {
    return this.line;
  }

  private handle(input: Input): void {
    if (this.isDisposed) return;
    const effects = this.machine.handle(input, this.ports.world.now());
    for (const effect of effects) if (effect.kind === "tail") this.sendTail(effect.batches);
    this.line = this.line.then(() => this.perform(effects));
    this.schedule();
    this.tell();
  }

  private async perform(effects: Effect[]): Promise<void> {
    const changes = effects.flatMap((effect) => (effect.kind === "keep" ? [effect.change] : []));
    if (changes.length > 0) await this.keep(changes);
    for (const effect of effects) {
      if (effect.kind === "connect") this.connect(effect.socket);
      else if (effect.kind === "disconnect") this.disconnect(effect.socket);
      else if (effect.kind === "send") this.send(effect.socket, effect.frame);
      else if (effect.kind === "event") this.ports.onEvent?.(effect.event);
      else if (effect.kind === "heard") this.ports.onHeard?.(effect.utterance_id, effect.segment);
    }
  }

  private async keep(changes: Parameters<Outbox["apply"]>[1]): Promise<void> {
    const wasVolatile = this.isVolatile;
    this.isVolatile = await this.ports.outbox.apply(this.sessionId, changes).then(
      () => wasVolatile,
      () => true,
    );
    if (this.isVolatile !== wasVolatile) this.tell();
  }

  private connect(socket: number): void {
    const lost = () => {
      this.sockets.delete(socket);
      this.handle({ kind: "closed", socket });
    };
    this.ports.world
      .openSocket({
        onOpen: () => this.handle({ kind: "opened", socket }),
        onMessage: (data) => {
          const frame = readFrame(data);
          if (frame) this.handle({ kind: "receive", socket, frame });
        },
        onClose: lost,
      })
      .then((opened) => (this.isDisposed ? opened.close() : void this.sockets.set(socket, opened)), lost);
  }

  private disconnect(socket: number): void {
    this.sockets.get(socket)?.close();
    this.sockets.delete(socket);
  }

  private send(socket: number, frame: ClientFrame): void {
    this.sockets.get(socket)?.send(JSON.stringify(frame));
  }

  private sendTail(batches: KeptBatch[]): void {
    const { session_id, instance_id } = this.machine.details;
    if (batches.length > 0 && this.machine.joined) this.ports.sendTail(session_id, instance_id, batches, this.capability);
  }

  private schedule(): void {
    this.cancelTimer();
    const dueAt = this.machine.dueAt();
    if (this.isDisposed || dueAt === Infinity) return;
    this.cancelTimer = this.ports.world.after(Math.max(0, dueAt - this.ports.world.now()), () => this.handle({ kind: "tick" }));
  }

  private tell(): void {
    this.view = this.look();
    for (const listener of this.listeners) listener();
  }

  private look(): RecorderView {
    const { machine } = this;
    const [stored, spoken] = machine.counters;
    return {
      status: machine.status,
      stored,
      spoken,
      refused: machine.refusedCount,
      is_volatile: this.isVolatile,
      is_watched: machine.isWatched,
      meeting_id: machine.finalized?.meeting_id ?? machine.joined?.meeting_id ?? null,
      started_at: machine.joined?.started_at ?? machine.details.started_at ?? null,
      reference: machine.refusal?.reference ?? null,
    };
  }
}
