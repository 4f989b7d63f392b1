/**
 * The pause that `Retry-After` asks for, in milliseconds. It holds seconds, or an HTTP date, which is
 * compared with the answer's own `Date`, so that this machine's clock does not matter. `undefined` if
 * it is absent or malformed.
 */
export function retryAfterMs(headers: Headers, now = Date.now()): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (!text) return undefined;
  if (/^\d{1,15}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  const serverNow = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(at)) return undefined;
  return Math.max(0, at - (Number.isNaN(serverNow) ? now : serverNow));
}
