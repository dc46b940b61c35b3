import { describe, expect, test } from "vitest";
import { ApiError, createApi, type Credentials } from "../../src/api/client";

class Caller implements Credentials {
  renewals = 0;
  constructor(private token: string | null) {}

  authorization(): Promise<string | null> {
    return Promise.resolve(this.token && `Bearer ${this.token}`);
  }

  renew(): Promise<boolean> {
    this.renewals += 1;
    this.token = "new";
    return Promise.resolve(true);
  }
}

function serving(answer: (request: Request) => Response): { requests: Request[]; fetchIt: typeof fetch } {
  const requests: Request[] = [];
  return {
    requests,
    fetchIt: (url, init) => {
      const request = new Request(`http://mina${String(url)}`, init);
      requests.push(request);
      return Promise.resolve(answer(request));
    },
  };
}

describe("the HTTP client", () => {
  test("an expired token is renewed and the request made again", async () => {
    const caller = new Caller("old");
    const server = serving((request) =>
      request.headers.get("Authorization") === "Bearer new" ? Response.json({ ok: true }) : new Response(null, { status: 401 }),
    );

    expect(await createApi(() => "", caller, server.fetchIt).get("/api/me")).toEqual({ ok: true });
    expect(caller.renewals).toBe(1);
  });

  test("a second refusal is an error, not another try", async () => {
    const server = serving(() => new Response(null, { status: 401 }));

    await expect(createApi(() => "", new Caller("old"), server.fetchIt).get("/api/me")).rejects.toMatchObject({ status: 401 });
    expect(server.requests).toHaveLength(2);
  });

  test("a problem document becomes an error with its code and reference", async () => {
    const problem = { type: "about:blank", title: "Not found", status: 404, code: "NOT_FOUND", reference: "ref-7" };
    const server = serving(() => Response.json(problem, { status: 404 }));

    await expect(createApi(() => "", new Caller(null), server.fetchIt).get("/api/meetings/x")).rejects.toEqual(
      new ApiError(404, "NOT_FOUND", "Not found", "ref-7"),
    );
  });

  test("an unreachable server is an error of its own", async () => {
    const offline: typeof fetch = () => Promise.reject(new TypeError("Failed to fetch"));

    await expect(createApi(() => "", new Caller(null), offline).get("/api/me")).rejects.toMatchObject({ status: 0, code: "OFFLINE" });
  });

  test("a body is sent as JSON", async () => {
    const server = serving(() => new Response(null, { status: 204 }));
    await createApi(() => "", new Caller("t"), server.fetchIt).send("PATCH", "/api/tasks/1", { status: "done" });
    const [request] = server.requests;

    expect(request?.headers.get("Content-Type")).toBe("application/json");
    expect(await request?.json()).toEqual({ status: "done" });
  });
});
