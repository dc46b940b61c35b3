import { type Api, ApiError } from "../api/client";

/** An anonymous session that its recorder may take into a workspace after signing in. */
interface Claim {
  session_id: string;
  capability: string;
}

const STORAGE_KEY = "mina.claims";

export function claims(storage: Storage): Claim[] {
  return JSON.parse(storage.getItem(STORAGE_KEY) ?? "[]") as Claim[];
}

export function rememberClaim(storage: Storage, claim: Claim): void {
  const others = claims(storage).filter((one) => one.session_id !== claim.session_id);
  storage.setItem(STORAGE_KEY, JSON.stringify([...others, claim]));
}

/** Takes every remembered session into the signed-in user's workspace. Answers how many; what fails for now stays. */
export async function settleClaims(storage: Storage, api: Api): Promise<number> {
  let settled = 0;
  const left: Claim[] = [];
  for (const claim of claims(storage)) {
    try {
      await api.send("POST", `/api/sessions/${encodeURIComponent(claim.session_id)}/claim`, { capability: claim.capability });
      settled += 1;
    } catch (error) {
      const isFinal = error instanceof ApiError && [403, 404, 409, 410].includes(error.status);
      if (!isFinal) left.push(claim);
    }
  }
  if (left.length > 0) storage.setItem(STORAGE_KEY, JSON.stringify(left));
  else storage.removeItem(STORAGE_KEY);
  return settled;
}
