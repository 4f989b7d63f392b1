const sdkDate = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const listTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

/** Milliseconds of a time as in X-Sdk-Date, `20260101T000000Z`; NaN if it is no such time. */
export function parseSdkDate(text: string): number {
  return parse(text, sdkDate);
}

/** Milliseconds of a time as in the queries of the lists, `20260101000000` (UTC); NaN if it is no such time. */
export function parseListTime(text: string): number {
  return parse(text, listTime);
}

/** A time as in X-Sdk-Date. */
export function formatSdkDate(atMs: number): string {
  return new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, "");
}

function parse(text: string, form: RegExp): number {
  return form.test(text) ? Date.parse(text.replace(form, "$1-$2-$3T$4:$5:$6Z")) : NaN;
}
