const ZONE = /(?:z|[+-]\d\d:?\d\d)$/i;
const EPOCH_MS = /^\d{12,14}$/;

/**
 * Parses a time of the service to milliseconds since 1970: `2022-09-01T11:52:24.000Z`;
 * `2022-09-01 11:52:24` without a zone, which counts as UTC; or, for jobs, milliseconds as text. NaN if
 * it is not a time.
 */
export function parseServiceTime(text: string): number {
  if (EPOCH_MS.test(text)) return Number(text);
  return Date.parse(hasZone(text) ? text : `${text.replace(" ", "T")}Z`);
}

/** Whether a time includes its zone. */
export function hasZone(text: string): boolean {
  return ZONE.test(text);
}
