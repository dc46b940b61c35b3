import type { Problem } from "./types";

/** A problem document (RFC 9457), or the network's refusal with status 0 and code `OFFLINE`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly reference?: string,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

export interface Credentials {
  /** The value of the Authorization header, null for an unknown caller. */
  authorization(): Promise<string | null>;
  /** Called after a 401; true where new credentials make another try worth it. */
  renew(): Promise<boolean>;
}

export interface Api {
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  send<T>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
  /** A file as the body, as it is. */
  sendFile<T>(path: string, file: Blob, headers?: Record<string, string>): Promise<T>;
  /** A file: the answer's body, whatever its type. */
  download(path: string): Promise<Response>;
}

/** `baseUrl` is asked at every request: a deployment may move. */
export function createApi(baseUrl: () => string, credentials: Credentials, fetchIt: typeof fetch = fetch): Api {
  async function attempt(path: string, init: RequestInit): Promise<Response> {
    const authorization = await credentials.authorization();
    const headers = new Headers(init.headers);
    if (authorization) headers.set("Authorization", authorization);
    try {
      return await fetchIt(baseUrl() + path, { ...init, headers });
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new ApiError(0, "OFFLINE", "offline");
    }
  }

  async function request(path: string, init: RequestInit): Promise<Response> {
    let response = await attempt(path, init);
    if (response.status === 401 && (await credentials.renew())) response = await attempt(path, init);
    if (!response.ok) throw await asError(response);
    return response;
  }

  return {
    get: async <T>(path: string, signal?: AbortSignal) => (await request(path, signal ? { signal } : {})).json() as Promise<T>,
    send: async <T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const init: RequestInit = { method, headers };
      if (body !== undefined) {
        init.body = JSON.stringify(body);
        init.headers = { ...headers, "Content-Type": "application/json" };
      }
      const response = await request(path, init);
      return (response.status === 204 ? undefined : await response.json()) as T;
    },
    sendFile: async <T>(path: string, file: Blob, headers: Record<string, string> = {}) => {
      const init = { method: "POST", body: file, headers: { ...headers, "Content-Type": "application/octet-stream" } };
      return (await request(path, init)).json() as Promise<T>;
    },
    download: (path) => request(path, {}),
  };
}

async function asError(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const message = problem?.detail ?? problem?.title ?? `HTTP ${response.status}`;
  return new ApiError(response.status, problem?.code ?? "UNKNOWN", message, problem?.reference);
}
