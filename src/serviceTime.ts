const ZONE = /(?:z|[+-]\d\d:?\d\d)$/i;
const EPOCH_MS = /^\d{12,14}$/;

/**
 * Milliseconds since 1970 of a time as the service writes it: `2022-09-01T11:52:24.000Z`;
 * `2022-09-01 11:52:24` without a zone, which is read as UTC; or, of jobs, milliseconds as text.
 * NaN if it is no time.
 */
export function parseServiceTime(text: string): number {
  if (EPOCH_MS.test(text)) return Number(text);
  return Date.parse(hasZone(text) ? text : `${text.replace(" ", "T")}Z`);
}

/** Whether a time says of which zone it is. */
export function hasZone(text: string): boolean {
  return ZONE.test(text);
}
