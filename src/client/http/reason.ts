/** Why a `fetch` failed: its own `fetch failed` says nothing, the reason is in its deepest cause. */
export function reasonOf(error: unknown): string {
  let deepest = error;
  while (isObject(deepest) && isObject(deepest["cause"])) deepest = deepest["cause"];
  const { message, code } = isObject(deepest) ? deepest : {};
  return String(message || code || error);
}

/** Not `instanceof`: the errors of Node's own modules may be of another realm. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
