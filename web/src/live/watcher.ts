import { type ClientFrame, type JoinFrame, readFrame, type ServerFrame } from "./frames";
import { Link, type LinkOrder } from "./link";
import type { LiveSocket, World } from "./world";

export type WatcherStatus = "connecting" | "watching" | "reconnecting" | "refused";

export interface WatcherPorts {
  world: World;
  /** The frame to join with, asked for at every connection; null to watch the caller's workspace alone. */
  join(): JoinFrame | null;
  onFrame(frame: ServerFrame): void;
  onStatus(status: WatcherStatus): void;
}

/** Who waits for rare news alone need not ask often: API Gateway drops a socket that is idle for ten minutes. */
const IDLE_HEARTBEAT_MS = 240_000;

/** A socket that only listens, kept open: heartbeat, reconnection, rollover. */
export class Watcher {
  private readonly link: Link;
  private readonly sockets = new Map<number, LiveSocket>();
  private heartbeatMs = IDLE_HEARTBEAT_MS;
  private cancelTimer: () => void = () => undefined;
  private isClosed = false;

  constructor(private readonly ports: WatcherPorts) {
    this.link = new Link(() => ports.world.random());
  }

  start(): void {
    this.obey(this.link.connect(this.now));
  }

  online(): void {
    this.obey(this.link.hurry(this.now));
  }

  close(): void {
    this.obey(this.link.close());
    this.isClosed = true;
    this.cancelTimer();
  }

  private get now(): number {
    return this.ports.world.now();
  }

  private tick(): void {
    const overdue = this.link.overdue(this.now);
    if (overdue !== null) this.giveUp(overdue);
    this.obey(this.link.tick(this.now, this.heartbeatMs));
  }

  private opened(socket: number): void {
    if (!this.link.opened(socket)) return;
    const join = this.ports.join();
    if (join) this.send(socket, join);
    else this.joined(socket);
  }

  private joined(socket: number): void {
    this.obey(this.link.joined(socket, this.now, this.heartbeatMs));
    this.ports.onStatus("watching");
  }

  private receive(socket: number, frame: ServerFrame): void {
    if (!this.link.knows(socket)) return;
    if (frame.type === "session_joined") {
      this.heartbeatMs = frame.limits.heartbeat_ms;
      this.joined(socket);
    } else if (frame.type === "pong") this.link.pong(frame.t);
    else if (frame.type === "going_away") this.obey(this.link.goingAway(this.now));
    else if (frame.type === "error") this.onError(socket, frame.retryable || frame.code === "UNAUTHORIZED");
    this.ports.onFrame(frame);
    this.schedule();
  }

  private onError(socket: number, isWorthAnotherTry: boolean): void {
    if (isWorthAnotherTry) return this.giveUp(socket);
    this.obey(this.link.close());
    this.ports.onStatus("refused");
  }

  private lost(socket: number): void {
    this.sockets.delete(socket);
    if (this.link.lost(socket, this.now)) this.ports.onStatus("reconnecting");
    this.schedule();
  }

  private giveUp(socket: number): void {
    const opened = this.sockets.get(socket);
    this.lost(socket);
    opened?.close();
  }

  private obey(orders: LinkOrder[]): void {
    for (const order of orders) {
      if (order.kind === "connect") this.connect(order.socket);
      else if (order.kind === "ping") this.send(order.socket, { action: "ping", t: order.t });
      else this.disconnect(order.socket);
    }
    this.schedule();
  }

  private connect(socket: number): void {
    const whileOpen = (action: () => void) => () => (this.isClosed ? undefined : action());
    const lost = whileOpen(() => this.lost(socket));
    this.ports.world
      .openSocket({
        onOpen: whileOpen(() => this.opened(socket)),
        onMessage: (data) => {
          const frame = readFrame(data);
          if (frame && !this.isClosed) this.receive(socket, frame);
        },
        onClose: lost,
      })
      .then((opened) => (this.isClosed ? opened.close() : void this.sockets.set(socket, opened)), lost);
  }

  private disconnect(socket: number): void {
    const opened = this.sockets.get(socket);
    this.sockets.delete(socket);
    opened?.close();
  }

  private send(socket: number, frame: ClientFrame): void {
    this.sockets.get(socket)?.send(JSON.stringify(frame));
  }

  private schedule(): void {
    this.cancelTimer();
    const dueAt = this.link.dueAt();
    if (this.isClosed || dueAt === Infinity) return;
    this.cancelTimer = this.ports.world.after(Math.max(0, dueAt - this.now), () => this.tick());
  }
}
