/** The four calls of Cognito's user pool API that a page needs, by plain fetch. */
export interface Tokens {
  accessToken: string;
  refreshToken: string | null;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Cognito's refusal; `code` is its exception's name, such as `NotAuthorizedException`. */
export class CognitoError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "CognitoError";
  }
}

interface AuthAnswer {
  AuthenticationResult?: { AccessToken: string; RefreshToken?: string; ExpiresIn: number };
}

export class Cognito {
  constructor(
    private readonly endpoint: string,
    private readonly clientId: string,
    private readonly fetchIt: typeof fetch = (...args) => fetch(...args),
    private readonly now: () => number = Date.now,
  ) {}

  async signIn(username: string, password: string): Promise<Tokens> {
    const parameters = { USERNAME: username, PASSWORD: password };
    return this.tokens(await this.initiate("USER_PASSWORD_AUTH", parameters), null);
  }

  async refresh(refreshToken: string): Promise<Tokens> {
    return this.tokens(await this.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: refreshToken }), refreshToken);
  }

  /** True where the address has to be confirmed with a code first. */
  async signUp(email: string, password: string, name: string): Promise<boolean> {
    const answer = await this.call<{ UserConfirmed?: boolean }>("SignUp", {
      ClientId: this.clientId,
      Username: email,
      Password: password,
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "name", Value: name },
      ],
    });
    return !answer.UserConfirmed;
  }

  async confirm(email: string, code: string): Promise<void> {
    await this.call("ConfirmSignUp", { ClientId: this.clientId, Username: email, ConfirmationCode: code });
  }

  private initiate(flow: string, parameters: Record<string, string>): Promise<AuthAnswer> {
    return this.call("InitiateAuth", { AuthFlow: flow, ClientId: this.clientId, AuthParameters: parameters });
  }

  private tokens(answer: AuthAnswer, oldRefreshToken: string | null): Tokens {
    const result = answer.AuthenticationResult;
    if (!result) throw new CognitoError("ChallengeRequired", "A further sign-in step is required.");
    return {
      accessToken: result.AccessToken,
      refreshToken: result.RefreshToken ?? oldRefreshToken,
      expiresAt: this.now() + result.ExpiresIn * 1000,
    };
  }

  private async call<T>(operation: string, body: unknown): Promise<T> {
    let response: Response;
    try {
      response = await this.fetchIt(this.endpoint, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-amz-json-1.1",
          "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}`,
        },
        body: JSON.stringify(body),
      });
    } catch {
      throw new CognitoError("NetworkError", "The sign-in service cannot be reached.");
    }
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (response.ok) return answer as T;
    const code = String(answer["__type"] ?? "UnknownError").split("#").pop() ?? "UnknownError";
    throw new CognitoError(code, String(answer["message"] ?? answer["Message"] ?? code));
  }
}
