/** Why a `fetch` failed: its own `fetch failed` says nothing, the reason is in its deepest cause. */
export function reasonOf(error: unknown): string {
  const { message, code } = deepestCause(error);
  return String(message || code || error);
}

/** The same reason behind `prefix`, with its code, and without what else the error holds. */
export function withPrefix(error: unknown, prefix: string): Error {
  const { code } = deepestCause(error);
  return Object.assign(new Error(`${prefix}${reasonOf(error)}`), { code });
}

function deepestCause(error: unknown): Readonly<Record<string, unknown>> {
  let deepest = error;
  while (isObject(deepest) && isObject(deepest["cause"])) deepest = deepest["cause"];
  return isObject(deepest) ? deepest : {};
}

/** Not `instanceof`: the errors of Node's own modules may be of another realm. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
