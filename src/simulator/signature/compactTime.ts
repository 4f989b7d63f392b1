const sdkDate = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const listTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

/** Parses a time of X-Sdk-Date, `20260101T000000Z`, to milliseconds; NaN if it is malformed. */
export function parseSdkDate(text: string): number {
  return parse(text, sdkDate);
}

/** Parses a time of a list query, `20260101000000` (UTC), to milliseconds; NaN if it is malformed. */
export function parseListTime(text: string): number {
  return parse(text, listTime);
}

/** Formats a time for X-Sdk-Date. */
export function formatSdkDate(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, "");
}

function parse(text: string, form: RegExp): number {
  return form.test(text) ? Date.parse(text.replace(form, "$1-$2-$3T$4:$5:$6Z")) : NaN;
}
