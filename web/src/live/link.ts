import { reconnectDelay } from "./timing";

/** What the link asks of the world. */
export type LinkOrder = { kind: "connect"; socket: number } | { kind: "disconnect"; socket: number } | { kind: "ping"; socket: number; t: number };

interface Line {
  socket: number;
  is_open: boolean;
  connect_at: number;
}

/** Not joined this long after the attempt began: given up. */
const JOIN_TIMEOUT_MS = 15_000;
const PONG_TIMEOUT_MS = 20_000;
/** API Gateway closes a socket after two hours; ours moves on before, spread over five minutes. */
const ROLLOVER_AFTER_MS = 110 * 60_000;
const ROLLOVER_SPREAD_MS = 5 * 60_000;

/** The sockets of one session: at most one in use and one on its way to replace it. */
export class Link {
  /** The joined socket. */
  current: number | null = null;
  private next: Line | null = null;
  private lastSocket = 0;
  private attempts = 0;
  private connectAt = Infinity;
  private rolloverAt = Infinity;
  private pingAt = Infinity;
  private pongBy = Infinity;
  private pingedAt = -1;

  constructor(private readonly random: () => number) {}

  connect(now: number): LinkOrder[] {
    this.connectAt = Infinity;
    this.next = { socket: ++this.lastSocket, is_open: false, connect_at: now };
    return [{ kind: "connect", socket: this.next.socket }];
  }

  /** Try again at once: the network is said to be back. */
  hurry(now: number): LinkOrder[] {
    return this.connectAt < Infinity ? this.connect(now) : [];
  }

  /** True where this socket has just opened and has to join. */
  opened(socket: number): boolean {
    if (this.next?.socket !== socket) return false;
    this.next.is_open = true;
    return true;
  }

  knows(socket: number): boolean {
    return this.current === socket || this.next?.socket === socket;
  }

  isJoining(socket: number): boolean {
    return this.next?.socket === socket;
  }

  /** The new socket takes over; the old one, where there is one, goes. */
  joined(socket: number, now: number, heartbeatMs: number): LinkOrder[] {
    const old = this.current;
    this.current = socket;
    this.next = null;
    this.attempts = 0;
    this.connectAt = Infinity;
    this.pingAt = now + heartbeatMs;
    this.pongBy = Infinity;
    this.rolloverAt = now + ROLLOVER_AFTER_MS + this.random() * ROLLOVER_SPREAD_MS;
    return old === null || old === socket ? [] : [{ kind: "disconnect", socket: old }];
  }

  goingAway(now: number): LinkOrder[] {
    this.rolloverAt = Infinity;
    return this.next === null ? this.connect(now) : [];
  }

  pong(t: number): void {
    if (t === this.pingedAt) this.pongBy = Infinity;
  }

  /** A socket is gone or given up. True where nothing is left that carries words. */
  lost(socket: number, now: number, afterMs = 0): boolean {
    if (this.current === socket) {
      this.current = null;
      this.pingAt = this.pongBy = this.rolloverAt = Infinity;
    } else if (this.next?.socket === socket) this.next = null;
    else return false;
    if (this.next === null) this.connectAt = now + Math.max(afterMs, reconnectDelay(this.attempts++, this.random()));
    return this.current === null;
  }

  close(): LinkOrder[] {
    const sockets = [this.current, this.next?.socket ?? null].filter((socket) => socket !== null);
    this.current = this.next = null;
    this.connectAt = this.pingAt = this.pongBy = this.rolloverAt = Infinity;
    this.attempts = 0;
    return sockets.map((socket) => ({ kind: "disconnect", socket }));
  }

  /** The socket that has to be given up by now, null where all is well. */
  overdue(now: number): number | null {
    if (this.current !== null && this.pongBy <= now) return this.current;
    return this.next && this.next.connect_at + JOIN_TIMEOUT_MS <= now ? this.next.socket : null;
  }

  tick(now: number, heartbeatMs: number): LinkOrder[] {
    const orders: LinkOrder[] = [];
    if (this.current !== null && this.pingAt <= now) {
      this.pingedAt = now;
      this.pingAt = now + heartbeatMs;
      this.pongBy = Math.min(this.pongBy, now + PONG_TIMEOUT_MS);
      orders.push({ kind: "ping", socket: this.current, t: now });
    }
    if (this.connectAt <= now) orders.push(...this.connect(now));
    if (this.rolloverAt <= now) orders.push(...this.goingAway(now));
    return orders;
  }

  dueAt(): number {
    const joinBy = this.next ? this.next.connect_at + JOIN_TIMEOUT_MS : Infinity;
    return Math.min(this.connectAt, this.rolloverAt, this.pingAt, this.pongBy, joinBy);
  }
}
