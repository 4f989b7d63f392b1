/** An error nests its causes no deeper than this, unless it is one of its own causes. */
const MAX_CAUSES = 10;

/** Why a `fetch` failed: its own `fetch failed` says nothing, the reason is in its deepest cause. */
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

/** Not `instanceof`: the errors of Node's own modules may be of another realm. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** The same reason behind `prefix`, with its code, and without what else the error holds. */
export function withPrefix(error: unknown, prefix: string): Error {
  const { reason, code } = reasonOf(error);
  return Object.assign(new Error(`${prefix}${reason}`), { code });
}
