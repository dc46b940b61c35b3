/** Where the running system is: `/config.json`, written at deploy time. */
export interface Config {
  /** Origin of the HTTP API; "" where the page's own origin serves it. */
  api_url: string;
  socket_url: string;
  cognito: { endpoint: string; client_id: string } | null;
  /** Local runs only: a user who is signed in without asking. */
  local_user?: { username: string; password: string } | null;
}

/** Throws where the file is missing or names no socket. */
export async function loadConfig(fetchIt: typeof fetch = fetch): Promise<Config> {
  const response = await fetchIt("/config.json", { cache: "no-store" });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  const config = (await response.json()) as Config;
  if (typeof config.socket_url !== "string") throw new Error("/config.json names no socket_url");
  return { ...config, api_url: (config.api_url ?? "").replace(/\/$/, "") };
}

/** Looks again, in place: a deployment may have moved its API while the page was open. Keeps the old where it cannot. */
export async function renewConfig(config: Config, fetchIt: typeof fetch = fetch): Promise<void> {
  await loadConfig(fetchIt).then(
    (fresh) => Object.assign(config, fresh),
    () => undefined,
  );
}
