import { DcsError, type DcsErrorCode } from "../../errors";
import { isRecord, parseJson } from "../../json";
import { advices } from "./advice";
import { printable } from "../../printable";
import { retryAfterMs } from "./retryAfter";

/** An answer that is not 2xx, with its body read. */
export interface FailedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** The parsed error body of the service, of the gateway in front of it, or of IAM. */
interface ErrorBody {
  readonly serviceCode?: string;
  readonly message?: string;
  readonly requestId?: string;
}

/**
 * Parses an error body: `{error_code, error_msg}` of the service and the gateway, the same in
 * camelCase, `{error: {code, message}}` of IAM and of API v1, `{code, message}`, HTML, text, or nothing.
 */
function parseErrorBody(body: string): ErrorBody {
  const json = parseJson(body);
  if (!isRecord(json)) return text("message", textOf(body));
  const inner = isRecord(json["error"]) ? json["error"] : json;
  return {
    ...text("serviceCode", inner["error_code"] ?? inner["errorCode"] ?? inner["code"]),
    ...text(
      "message",
      inner["error_msg"] ?? inner["errorMsg"] ?? inner["message"] ?? inner["title"],
    ),
    ...text("requestId", json["request_id"]),
  };
}

/** The {@link DcsErrorCode} for an answer that is not 2xx. */
function toErrorCode(status: number, { serviceCode, message }: ErrorBody): DcsErrorCode {
  if (status === 401) return "UNAUTHORIZED";
  if (status === 403) return "FORBIDDEN";
  if (status === 404) return "NOT_FOUND";
  if (status === 429) return "THROTTLED";
  if (status === 400) return saysNotFound(serviceCode, message) ? "NOT_FOUND" : "INVALID_INPUT";
  if (status === 413 || status === 414 || status === 494) return "INVALID_INPUT";
  return "SERVICE_ERROR";
}

/** What the error of a request says in addition to the answer. */
export interface RequestContext {
  /** Names the request. */
  readonly what: string;
  /** What to do if it is forbidden. */
  readonly ifForbidden: string;
  /** What to do if the credentials are rejected. Default: check the keys. */
  readonly ifRejected?: string | undefined;
  /** Where the user can set the request rate, if it applies to this request. */
  readonly waysToSetRate?: string | undefined;
  /** Values that must not appear in messages. */
  readonly secrets: readonly (string | undefined)[];
}

/** The error for an answer that is not 2xx. */
export function toServiceError(
  answer: FailedAnswer,
  { what, secrets, ...context }: RequestContext,
): DcsError {
  const { status, headers } = answer;
  const parsed = parseErrorBody(answer.body);
  const requestId = printable(
    headers.get("x-request-id") ?? headers.get("x-iam-trace-id") ?? parsed.requestId ?? "",
    secrets,
  );
  const serviceCode = parsed.serviceCode && printable(parsed.serviceCode, secrets);
  const code = toErrorCode(status, parsed);
  // Remove its full stop: the sentence goes on.
  const said = printable(parsed.message ?? "", secrets).replace(/\.$/, "");
  const answered = [`${status}`, serviceCode].filter(Boolean).join(" ");
  return new DcsError(
    code,
    `${what} was answered ${answered}${said ? `: ${said}` : ""}` +
      `${remedy(code, { ...context, status, serviceCode })}${requestId ? ` (request id ${requestId})` : ""}`,
    { status, serviceCode, requestId: requestId || undefined, retryAfterMs: retryAfterMs(headers) },
  );
}

interface Remediable extends Pick<RequestContext, "ifForbidden" | "ifRejected" | "waysToSetRate"> {
  readonly status: number;
  readonly serviceCode: string | undefined;
}

function remedy(
  code: DcsErrorCode,
  { status, serviceCode, ifForbidden, ifRejected, waysToSetRate }: Remediable,
): string {
  if (status === 304) {
    return "; no request asks whether something has changed, so a cache answers: check the proxy";
  }
  if (status >= 300 && status < 400) {
    return "; redirects are not followed, since a signature is for one host: check the endpoint";
  }
  if (serviceCode === "APIGW.0101" || serviceCode === "APIGW.0103") {
    return "; this region does not have the API: check the region and the endpoint";
  }
  if (code === "SERVICE_ERROR" && status < 500 && status !== 408) return "; check the endpoint";
  if (code === "THROTTLED" && waysToSetRate) {
    return `; ${advices.THROTTLED}, or lower ${waysToSetRate}`;
  }
  if (code === "UNAUTHORIZED" && ifRejected !== undefined) return `; ${ifRejected}`;
  const known: { readonly [code in DcsErrorCode]?: string } = advices;
  const advice = known[code] ?? ifForbidden;
  return advice ? `; ${advice}` : "";
}

/** DCS answers 400 with these codes for things that do not exist. */
const notFoundCodes = [3022, 4031, 4133, 4232, 4941, 4942, 4988];

function saysNotFound(serviceCode = "", message = ""): boolean {
  // The old form of DCS.4nnn is 111400nnn, and that of DCS.3022 is 111404022.
  const number = serviceCode
    .replace("111404022", "3022")
    .replace(/^111400(\d{3})$/, "4$1")
    .replace("DCS.", "");
  return notFoundCodes.includes(Number(number)) || /not exist|not ?found|no such/i.test(message);
}

/** Characters read of each text in an error body, which may be huge. */
const MAX_TEXT = 4_000;

/** The title of an HTML page, else the text without tags. */
function textOf(body: string): string {
  const start = body.slice(0, MAX_TEXT);
  const title = /<title[^<>]*>([^<]*)<\/title>/i.exec(start)?.[1];
  return (title ?? start.replace(/<[^<>]*>/g, " ")).trim();
}

function text<K extends string>(name: K, value: unknown): { readonly [name in K]?: string } {
  const shown = typeof value === "number" ? `${value}` : value;
  return typeof shown === "string" && shown !== ""
    ? ({ [name]: shown.slice(0, MAX_TEXT) } as { readonly [name in K]?: string })
    : {};
}
