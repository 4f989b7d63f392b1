/** Ends the search in an error that is its own cause. */
const MAX_CAUSES = 10;

/** Why a `fetch` failed: `fetch failed` itself says nothing, its deepest cause does. */
export function reasonOf(error: unknown): { readonly reason: string; readonly code?: unknown } {
  let deepest = error;
  for (let depth = 0; depth < MAX_CAUSES; depth += 1) {
    if (!isObject(deepest) || !isObject(deepest["cause"])) break;
    deepest = deepest["cause"];
  }
  if (!isObject(deepest)) return { reason: String(deepest) };
  const { message, code } = deepest;
  if (typeof message === "string" && message !== "") return { reason: message, code };
  return { reason: typeof code === "string" ? code : "no reason given", code };
}

/** Not `instanceof`: errors of Node's modules may come from another realm. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** A new error with the prefixed reason and the code, without the rest of the original error. */
export function withPrefix(error: unknown, prefix: string): Error {
  const { reason, code } = reasonOf(error);
  return Object.assign(new Error(`${prefix}${reason}`), { code });
}
