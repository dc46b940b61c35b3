/** How bytes leave the browser: `XMLHttpRequest`, because `fetch` does not tell how far a request is. */
export interface Wire {
  /** Resolves with the answer's ETag. Rejects with `WireError`, or with the signal's reason. */
  send(request: { method: "POST" | "PUT"; url: string; body: Blob | FormData }, onSent: (bytes: number) => void, signal: AbortSignal): Promise<string>;
}

/** `status` 0: nothing was answered at all. */
export class WireError extends Error {
  constructor(readonly status: number) {
    super(`The file store answered ${status}`);
    this.name = "WireError";
  }
}

export const browserWire: Wire = {
  send: ({ method, url, body }, onSent, signal) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, url);
      request.upload.onprogress = (event) => onSent(event.loaded);
      request.onload = () => (request.status < 300 ? resolve(request.getResponseHeader("ETag") ?? "") : reject(new WireError(request.status)));
      request.onerror = () => reject(new WireError(0));
      request.onabort = () => reject(signal.reason as Error);
      signal.addEventListener("abort", () => request.abort(), { once: true });
      request.send(body);
    }),
};
