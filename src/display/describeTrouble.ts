import { type DcsError, isDcsError } from "../errors";
import { printable } from "../printable";
import { cutColumns } from "./terminalText";

/** Why a query gave no answer, for the line on screen. */
export interface Trouble {
  /** A word or two: `503`, `DNS`, `not found yet`. */
  readonly word: string;
  /** What came back, in one short sentence. */
  readonly reason: string;
}

const REASON_COLUMNS = 140;
/** Most errors of a chain of causes that are read: a chain may be a circle. */
const MOST_CAUSES = 8;

/** @param wasSeen whether the task has answered before */
export function describeTrouble(error: DcsError, wasSeen: boolean): Trouble {
  // How a message names the request is long, and the same each time.
  const reason = printable(error.message).replace(/^\S+ \((?:GET|POST) \S+\) /, "");
  return { word: wordOf(error, wasSeen), reason: cutColumns(reason, REASON_COLUMNS) };
}

function wordOf(error: DcsError, wasSeen: boolean): string {
  const { code, status, serviceCode = "" } = error;
  if (code === "MALFORMED_RESPONSE") return "bad answer";
  // The gateway's 404 says that it does not know the API, and nothing of the task.
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

/** The codes of Node and its HTTP client below an error of this package. */
function causeCodes(error: DcsError): string[] {
  const codes: string[] = [];
  let at: unknown = error;
  for (let depth = 0; depth < MOST_CAUSES && isObject(at); depth += 1) {
    if (!isDcsError(at) && typeof at["code"] === "string") codes.push(at["code"]);
    at = at["cause"];
  }
  return codes;
}

/** Not `instanceof`: the errors of Node's own modules may be of another realm. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
