/** What the live client needs of the world, so that tests can hand it another one. */
export interface LiveSocket {
  send(data: string): void;
  close(): void;
}

export interface SocketHandlers {
  onOpen(): void;
  onMessage(data: string): void;
  onClose(): void;
}

export interface World {
  /** Opens a socket as the present caller: with a fresh ticket where somebody is signed in. Rejects where that fails. */
  openSocket(handlers: SocketHandlers): Promise<LiveSocket>;
  /** Milliseconds, rising. */
  now(): number;
  random(): number;
  /** Calls back once; the answer cancels. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** What opening a socket takes: where it is, who is calling, and where to get a ticket. */
export interface Caller {
  config: { socket_url: string };
  identity: { status: string };
  api: { send<T>(method: "POST", path: string): Promise<T> };
}

/**
 * The browser's world. Timers of hidden tabs may be late: the machine looks at the clock, not at their number.
 * `lookAgain` is asked for the socket's present address before another try.
 */
export function browserWorld({ config, identity, api }: Caller, lookAgain: () => Promise<void>): World {
  let hasFailed = false;
  return {
    async openSocket(handlers) {
      if (hasFailed) await lookAgain();
      hasFailed = true;
      const url = new URL(config.socket_url);
      if (identity.status === "signed_in") {
        url.searchParams.set("ticket", (await api.send<{ ticket: string }>("POST", "/api/ws-ticket")).ticket);
      }
      const socket = new WebSocket(url);
      socket.onopen = () => {
        hasFailed = false;
        handlers.onOpen();
      };
      socket.onmessage = (event) => handlers.onMessage(String(event.data));
      socket.onclose = handlers.onClose;
      return socket;
    },
    now: () => Date.now(),
    random: Math.random,
    after(milliseconds, callback) {
      const timer = setTimeout(callback, Math.min(milliseconds, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
  };
}
