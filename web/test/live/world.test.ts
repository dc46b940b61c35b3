import { beforeEach, expect, test } from "vitest";
import { renewConfig } from "../../src/config";
import { browserWorld } from "../../src/live/world";

class DeadSocket {
  static urls: string[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;

  constructor(url: URL) {
    DeadSocket.urls.push(url.href);
  }
}

beforeEach(() => {
  DeadSocket.urls = [];
  globalThis.WebSocket = DeadSocket as unknown as typeof WebSocket;
});

const handlers = { onOpen() {}, onMessage() {}, onClose() {} };
const api = { send: <T>() => Promise.resolve({ ticket: "once" } as T) };

test("a deployment that moved while the page was open is found again", async () => {
  const config = { api_url: "http://old", socket_url: "ws://old/live", cognito: null };
  const fetchIt: typeof fetch = () => Promise.resolve(Response.json({ ...config, api_url: "http://new/", socket_url: "ws://new/live" }));
  const world = browserWorld({ config, identity: { status: "signed_out" }, api }, () => renewConfig(config, fetchIt));

  await world.openSocket(handlers);
  await world.openSocket(handlers);

  expect(DeadSocket.urls).toEqual(["ws://old/live", "ws://new/live"]);
  expect(config.api_url).toBe("http://new");
});

test("no token stands in the address, only a ticket that works once", async () => {
  const config = { api_url: "", socket_url: "ws://mina/live", cognito: null };

  await browserWorld({ config, identity: { status: "signed_in" }, api }, () => Promise.resolve()).openSocket(handlers);

  expect(DeadSocket.urls).toEqual(["ws://mina/live?ticket=once"]);
});
