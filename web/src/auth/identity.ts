import type { Credentials } from "../api/client";
import type { Config } from "../config";
import { Cognito, CognitoError, type Tokens } from "./cognito";

export type IdentityStatus = "starting" | "signed_in" | "signed_out";

const STORAGE_KEY = "mina.tokens";
const SIGNED_OUT_KEY = "mina.signed_out";
/** A token this close to its end is renewed before it is used. */
const RENEW_BEFORE_MS = 60_000;

/** Who is signed in. Tokens live in memory and in sessionStorage: they go with the tab. */
export class Identity implements Credentials {
  private tokens: Tokens | null = null;
  private renewal: Promise<boolean> | null = null;
  private readonly listeners = new Set<() => void>();
  status: IdentityStatus = "starting";

  constructor(
    private readonly config: Config,
    private readonly storage: Storage,
    readonly cognito: Cognito | null = config.cognito
      ? new Cognito(config.cognito.endpoint, config.cognito.client_id)
      : null,
    private readonly now: () => number = Date.now,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getStatus = (): IdentityStatus => this.status;

  /** Takes up the tab's tokens, else signs the local user in where there is one. Never throws. */
  async start(): Promise<void> {
    const kept = this.storage.getItem(STORAGE_KEY);
    if (kept) this.tokens = JSON.parse(kept) as Tokens;
    if (this.tokens && (await this.isUsable())) return this.become("signed_in");
    const local = this.config.local_user;
    if (local && !this.storage.getItem(SIGNED_OUT_KEY)) {
      const signedIn = await this.signIn(local.username, local.password).then(
        () => true,
        () => false,
      );
      if (signedIn) return;
    }
    this.become("signed_out");
  }

  async signIn(username: string, password: string): Promise<void> {
    if (!this.cognito) throw new CognitoError("NetworkError", "This deployment has no sign-in.");
    this.keep(await this.cognito.signIn(username, password));
    this.storage.removeItem(SIGNED_OUT_KEY);
    this.become("signed_in");
  }

  signOut(): void {
    this.keep(null);
    this.storage.setItem(SIGNED_OUT_KEY, "1");
    this.become("signed_out");
  }

  async authorization(): Promise<string | null> {
    if (!this.tokens) return null;
    if (!this.isFresh()) await this.renew();
    return this.tokens ? `Bearer ${this.tokens.accessToken}` : null;
  }

  /** What a closing page can still use, without waiting for anything. */
  get heldAuthorization(): string | null {
    return this.tokens ? `Bearer ${this.tokens.accessToken}` : null;
  }

  /** One renewal at a time, whoever asks. A network failure keeps the tokens: being offline signs nobody out. */
  renew(): Promise<boolean> {
    this.renewal ??= this.renewNow().finally(() => (this.renewal = null));
    return this.renewal;
  }

  private async renewNow(): Promise<boolean> {
    const refreshToken = this.tokens?.refreshToken;
    if (!refreshToken || !this.cognito) return false;
    try {
      this.keep(await this.cognito.refresh(refreshToken));
      return true;
    } catch (error) {
      if (error instanceof CognitoError && error.code === "NetworkError") return false;
      this.keep(null);
      this.become("signed_out");
      return false;
    }
  }

  private async isUsable(): Promise<boolean> {
    return this.isFresh() || (await this.renew());
  }

  private isFresh(): boolean {
    return this.tokens !== null && this.tokens.expiresAt - this.now() > RENEW_BEFORE_MS;
  }

  private keep(tokens: Tokens | null): void {
    this.tokens = tokens;
    if (tokens) this.storage.setItem(STORAGE_KEY, JSON.stringify(tokens));
    else this.storage.removeItem(STORAGE_KEY);
  }

  private become(status: IdentityStatus): void {
    this.status = status;
    for (const listener of this.listeners) listener();
  }
}
