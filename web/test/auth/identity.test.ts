import { beforeEach, describe, expect, test } from "vitest";
import { Cognito, CognitoError } from "../../src/auth/cognito";
import { Identity } from "../../src/auth/identity";
import type { Config } from "../../src/config";

interface Call {
  target: string;
  body: { AuthFlow?: string; AuthParameters?: Record<string, string> };
}

const CONFIG: Config = { api_url: "", socket_url: "ws://x", cognito: { endpoint: "http://cognito", client_id: "client" } };
const LOCAL: Config = { ...CONFIG, local_user: { username: "ada@example.com", password: "pw" } };

let calls: Call[];
let now: number;
let refusal: { __type: string; message: string } | "network" | null;

beforeEach(() => {
  sessionStorage.clear();
  calls = [];
  now = 1_000_000;
  refusal = null;
});

const fetchIt: typeof fetch = (_url, init) => {
  calls.push({ target: new Headers(init?.headers).get("X-Amz-Target") ?? "", body: JSON.parse(String(init?.body)) as Call["body"] });
  if (refusal === "network") return Promise.reject(new TypeError("offline"));
  if (refusal) return Promise.resolve(Response.json(refusal, { status: 400 }));
  const result = { AccessToken: `token-${calls.length}`, ExpiresIn: 3600, ...(calls.length === 1 ? { RefreshToken: "refresh" } : {}) };
  return Promise.resolve(Response.json({ AuthenticationResult: result }));
};

function anIdentity(config: Config): Identity {
  return new Identity(config, sessionStorage, new Cognito("http://cognito", "client", fetchIt, () => now), () => now);
}

describe("who is signed in", () => {
  test("the local user is signed in without being asked", async () => {
    const identity = anIdentity(LOCAL);
    await identity.start();

    expect(identity.status).toBe("signed_in");
    expect(await identity.authorization()).toBe("Bearer token-1");
    expect(calls[0]).toMatchObject({
      target: "AWSCognitoIdentityProviderService.InitiateAuth",
      body: { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: "ada@example.com", PASSWORD: "pw" } },
    });
  });

  test("without a local user nobody is", async () => {
    const identity = anIdentity(CONFIG);
    await identity.start();

    expect(identity.status).toBe("signed_out");
    expect(await identity.authorization()).toBeNull();
  });

  test("whoever signs out stays out when the tab is reloaded", async () => {
    const identity = anIdentity(LOCAL);
    await identity.start();
    identity.signOut();
    const reloaded = anIdentity(LOCAL);
    await reloaded.start();

    expect(reloaded.status).toBe("signed_out");
  });

  test("a reloaded tab takes up its tokens without signing in again", async () => {
    await anIdentity(LOCAL).start();
    const reloaded = anIdentity(LOCAL);
    await reloaded.start();

    expect(reloaded.status).toBe("signed_in");
    expect(calls).toHaveLength(1);
  });

  test("a token about to expire is renewed once, however many ask", async () => {
    const identity = anIdentity(LOCAL);
    await identity.start();
    now += 3_590_000;
    const answers = await Promise.all([identity.authorization(), identity.authorization(), identity.authorization()]);

    expect(new Set(answers)).toEqual(new Set(["Bearer token-2"]));
    expect(calls[1]?.body).toMatchObject({ AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: "refresh" } });
    expect(calls).toHaveLength(2);
  });

  test("being offline signs nobody out", async () => {
    const identity = anIdentity(LOCAL);
    await identity.start();
    now += 3_590_000;
    refusal = "network";
    await identity.authorization();

    expect(identity.status).toBe("signed_in");
  });

  test("a refused renewal does", async () => {
    const identity = anIdentity(LOCAL);
    await identity.start();
    refusal = { __type: "NotAuthorizedException", message: "Refresh Token has expired" };

    expect(await identity.renew()).toBe(false);
    expect(identity.status).toBe("signed_out");
  });

  test("a wrong password is told by its code", async () => {
    refusal = { __type: "com.amazonaws#NotAuthorizedException", message: "Incorrect username or password." };

    await expect(anIdentity(CONFIG).signIn("a", "b")).rejects.toEqual(
      new CognitoError("NotAuthorizedException", "Incorrect username or password."),
    );
  });
});
