import { type DcsError, isDcsError } from "../errors";
import { printable } from "../printable";
import { cutColumns } from "./terminalText";

/** Why a query failed, for the line on screen. */
export interface Trouble {
  /** A word or two: `503`, `DNS`, `not found yet`. */
  readonly word: string;
  /** What was received, in one short sentence. */
  readonly reason: string;
}

/** Trouble that lasts until a query is answered. Times in milliseconds. */
export interface LastingTrouble extends Trouble {
  /** When the first of the failed queries failed. */
  readonly since: number;
  /** When the query will be repeated. */
  readonly retryAt: number;
}

/** Longest reason, in columns of a terminal. */
const MAX_REASON_COLUMNS = 140;
/** Errors read along a chain of causes, which may be circular. */
const MAX_CAUSES = 8;

/**
 * Describes a failed query.
 *
 * @param wasSeen - whether an earlier query was answered
 */
export function describeTrouble(error: DcsError, wasSeen: boolean): Trouble {
  // The name of the request is long, and the same for every query.
  const reason = printable(error.message).replace(/^\S+ \((?:GET|POST) \S+\) /, "");
  return { word: wordOf(error, wasSeen), reason: cutColumns(reason, MAX_REASON_COLUMNS) };
}

/** What a line shows of trouble at `now`, in milliseconds. */
export function viewTrouble({ word, reason, since, retryAt }: LastingTrouble, now: number) {
  const noteSeconds = (now - since) / 1000;
  return { note: word, noteSeconds, againSeconds: (retryAt - now) / 1000, reason };
}

function wordOf(error: DcsError, wasSeen: boolean): string {
  const { code, status, serviceCode = "" } = error;
  if (code === "MALFORMED_RESPONSE") return "bad answer";
  // A 404 of the gateway is about the API, not about the task.
  if (code === "NOT_FOUND" && !serviceCode.startsWith("APIGW"))
    return wasSeen ? "record gone" : "not found yet";
  if (status === undefined) return code === "THROTTLED" ? "throttled" : networkWord(error);
  return status >= 500 || status === 429 ? `${status}` : printable(`${status} ${serviceCode}`);
}

const networkWords: readonly (readonly [codes: RegExp, word: string])[] = [
  [/^(?:ENOTFOUND|EAI_\w+)$/, "DNS"],
  [/CERT|_TLS_|_SSL_|^(?:EPROTO|UNABLE_TO_VERIFY_LEAF_SIGNATURE|HOSTNAME_MISMATCH)$/, "TLS"],
  [/^ECONNREFUSED$/, "refused"],
  [/TIMEOUT|TIMEDOUT/, "timed out"],
  [/UNREACH|^ENETDOWN$/, "unreachable"],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, "connection lost"],
];

function networkWord(error: DcsError): string {
  const codes = causeCodes(error);
  const known = networkWords.find(([pattern]) => codes.some((code) => pattern.test(code)));
  return known?.[1] ?? "no answer";
}

/** Codes of the errors of Node and its HTTP client that caused an error of this package. */
function causeCodes(error: DcsError): string[] {
  const codes: string[] = [];
  let at: unknown = error;
  for (let depth = 0; depth < MAX_CAUSES && isObject(at); depth += 1) {
    if (!isDcsError(at) && typeof at["code"] === "string") codes.push(at["code"]);
    at = at["cause"];
  }
  return codes;
}

/** Not `instanceof Error`: errors of Node's own modules may come from another realm. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
