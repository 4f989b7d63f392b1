import { isRecord } from "../../json";

/** Ends the search in an error that is its own cause. */
const MAX_CAUSES = 10;

/** Why a `fetch` failed: `fetch failed` itself says nothing, its deepest cause does. */
export function reasonOf(error: unknown): { readonly reason: string; readonly code?: unknown } {
  let deepest = error;
  for (let depth = 0; depth < MAX_CAUSES; depth += 1) {
    if (!isRecord(deepest) || !isRecord(deepest["cause"])) break;
    deepest = deepest["cause"];
  }
  if (!isRecord(deepest)) return { reason: String(deepest) };
  const { message, code } = deepest;
  if (typeof message === "string" && message !== "") return { reason: message, code };
  return { reason: typeof code === "string" ? code : "no reason given", code };
}

/** A new error with the prefixed reason and the code, without the rest of the original error. */
export function withPrefix(error: unknown, prefix: string): Error {
  const { reason, code } = reasonOf(error);
  return Object.assign(new Error(`${prefix}${reason}`), { code });
}
