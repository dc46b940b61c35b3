import { beforeEach, describe, expect, test } from "vitest";
import { type Api, ApiError } from "../../src/api/client";
import { keptUploads } from "../../src/upload/kept";
import { kindOf, mediaTypeOf, titleOf } from "../../src/upload/kinds";
import type { SenderPorts } from "../../src/upload/sender";
import { Uploads } from "../../src/upload/uploads";
import { type Wire, WireError } from "../../src/upload/wire";

const OPTIONS = { keeps_sound: true, time_zone: "Europe/Berlin" };
const MB = 1024 ** 2;

/** The API and the file store, as far as an upload sees them. */
class Server implements Wire {
  calls: string[] = [];
  bodies: Record<string, unknown> = {};
  sent: string[] = [];
  failures: Error[] = [];
  refusal: ApiError | null = null;

  readonly ports: SenderPorts = {
    api: {
      send: (method: string, path: string, body: unknown) => this.answer(`${method} ${path}`, body),
      sendFile: (path: string) => this.answer(`POST ${path.split("?")[0]}`, null),
    } as unknown as Api,
    wire: this,
    storage: localStorage,
    after: () => Promise.resolve(),
  };

  send({ method, url, body }: Parameters<Wire["send"]>[0], onSent: (bytes: number) => void): Promise<string> {
    const failure = this.failures.shift();
    if (failure) return Promise.reject(failure);
    this.sent.push(`${method} ${url}`);
    onSent(body instanceof Blob ? body.size : 1);
    return Promise.resolve(`etag of ${url}`);
  }

  private answer(call: string, body: unknown): Promise<never> {
    this.calls.push(call);
    this.bodies[call] = body;
    if (this.refusal) return Promise.reject(this.refusal);
    const isMultipart = (body as { multipart?: boolean } | null)?.multipart;
    const address = isMultipart ? { method: "PUT", urls: ["part-1", "part-2"], part_bytes: 64 * MB } : { method: "POST", url: "form", fields: { key: "k" } };
    const answers: Record<string, unknown> = { "POST /api/v1/sessions": { id: "s1" }, "POST /api/v1/sessions/s1/upload-url": address, "POST /api/imports": { meeting_id: "m1" } };
    return Promise.resolve((answers[call] ?? {}) as never);
  }
}

function aFile(name: string, size = 10): File {
  const file = new File(["x".repeat(10)], name, { lastModified: 1 });
  Object.defineProperty(file, "size", { value: size });
  return file;
}

/** Everything that needs no new input has happened. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

let server: Server;
let uploads: Uploads;
const states = () => uploads.get().map((one) => one.state);
const add = async (...files: File[]) => {
  uploads.add(files, OPTIONS, server.ports);
  await settled();
};

beforeEach(() => {
  localStorage.clear();
  server = new Server();
  uploads = new Uploads();
});

describe("what a file is by its name", () => {
  test.each([
    ["call.MP3", 1, "recording"],
    ["notes.vtt", 1, "transcript"],
    ["call.mp3", 0, "empty"],
    ["call.mp3", 2 * 1024 ** 3 + 1, "too_large"],
    ["notes.docx", 4 * MB + 1, "too_large"],
    ["table.xls", 1, "unknown"],
    ["README", 1, "unknown"],
  ])("%s of %d bytes is %s", (name, size, kind) => {
    expect(kindOf({ name, size })).toBe(kind);
  });

  test("its title is its name without the ending", () => {
    expect(titleOf("Team call.final.mp3")).toBe("Team call.final");
    expect(mediaTypeOf("Team call.final.mp3")).toBe("audio/mpeg");
  });
});

describe("a recording", () => {
  test("is announced, sent as a form and declared complete, in this order", async () => {
    await add(aFile("call.wav"));

    expect(states()).toEqual(["sent"]);
    expect(server.calls).toEqual(["POST /api/v1/sessions", "POST /api/v1/sessions/s1/upload-url", "POST /api/v1/sessions/s1/upload-complete"]);
    expect(server.sent).toEqual(["POST form"]);
    expect(server.bodies["POST /api/v1/sessions"]).toEqual({ title: "call", time_zone: "Europe/Berlin", recording_enabled: true });
  });

  test("that is large goes in parts, whose ETags are declared in their order", async () => {
    await add(aFile("call.wav", 100 * MB));

    expect(server.sent).toEqual(["PUT part-1", "PUT part-2"]);
    expect(server.bodies["POST /api/v1/sessions/s1/upload-complete"]).toEqual({ etags: ["etag of part-1", "etag of part-2"] });
  });

  test("survives a passing failure by itself, with a fresh address", async () => {
    server.failures = [new WireError(503)];

    await add(aFile("call.wav"));

    expect(states()).toEqual(["sent"]);
    expect(server.calls.filter((call) => call.endsWith("upload-url"))).toHaveLength(2);
  });

  test("that was cut off sends only the parts that have not arrived", async () => {
    const send = server.send.bind(server);
    server.send = (request, onSent) => (request.url === "part-2" ? Promise.reject(new WireError(0)) : send(request, onSent));
    await add(aFile("call.wav", 100 * MB));
    expect(states()).toEqual(["interrupted"]);
    server.send = send;

    uploads.resumeAll(server.ports);
    await settled();

    expect(states()).toEqual(["sent"]);
    expect(server.sent).toEqual(["PUT part-1", "PUT part-2"]);
  });

  test("that was cut off by a reload goes on when the same file is chosen again", async () => {
    server.failures = Array.from({ length: 4 }, () => new WireError(0));
    await add(aFile("call.wav"));
    uploads = new Uploads();
    uploads.recall(localStorage);
    const recalled = uploads.get()[0];
    expect([recalled?.state, uploads.holds(recalled?.key ?? "")]).toEqual(["interrupted", false]);

    await add(aFile("call.wav"));

    expect(states()).toEqual(["sent"]);
    expect(server.calls.filter((call) => call === "POST /api/v1/sessions")).toHaveLength(1);
  });

  test("that the API refuses says why and is forgotten", async () => {
    server.refusal = new ApiError(400, "INVALID", "size has to be from 1 byte to 2 GB");

    await add(aFile("call.wav"));

    expect(uploads.get()[0]?.refused).toEqual({ why: "said", message: "size has to be from 1 byte to 2 GB" });
    expect(keptUploads(localStorage)).toEqual([]);
  });

  test.each([
    [429, "RATE_LIMITED", "interrupted"],
    [503, "STORE_UNAVAILABLE", "interrupted"],
    [0, "OFFLINE", "interrupted"],
    [429, "QUOTA", "refused"],
    [404, "NOT_FOUND", "refused"],
  ])("that is answered with %d %s is %s", async (status, code, state) => {
    server.refusal = new ApiError(status, code, "no");

    await add(aFile("call.wav"));

    expect(states()).toEqual([state]);
  });

  test("that is cancelled is gone, and remembered nowhere", async () => {
    server.failures = Array.from({ length: 4 }, () => new WireError(0));
    await add(aFile("call.wav"));

    uploads.remove(uploads.get()[0]?.key ?? "", localStorage);

    expect([uploads.get(), keptUploads(localStorage)]).toEqual([[], []]);
  });
});

test("a transcript becomes a meeting at once", async () => {
  await add(aFile("notes.srt"));

  expect(uploads.get()[0]).toMatchObject({ state: "done", meeting_id: "m1" });
});

test("no more than two files are on their way at once, and none is left behind", async () => {
  const waiting: (() => void)[] = [];
  server.send = () => new Promise((resolve) => waiting.push(() => resolve("")));
  await add(aFile("a.wav"), aFile("b.wav"), aFile("c.wav"), aFile("d.xls"));
  const before = states();

  for (let go = waiting.shift(); go; go = waiting.shift()) {
    go();
    await settled();
  }

  expect(before).toEqual(["sending", "sending", "waiting", "refused"]);
  expect(states()).toEqual(["sent", "sent", "sent", "refused"]);
});

test("who leaves while files are on their way is asked first, and not when they have arrived", async () => {
  let arrive: () => void = () => undefined;
  server.send = () => new Promise((resolve) => (arrive = () => resolve("")));
  await add(aFile("call.wav"));
  const isAsked = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  const before = isAsked();
  arrive();
  await settled();

  expect([before, isAsked()]).toEqual([true, false]);
});
