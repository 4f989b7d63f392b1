import type { IncomingMessage } from "node:http";
import type { AnsweredRequest, FaultKind, FaultKinds } from "./kind.ts";

const html = (title: string) =>
  `<html><head><title>${title}</title></head><body>${title}</body></html>`;
const gateway = (code: string, message: string) => ({
  error_code: code,
  error_msg: message,
  request_id: "r0",
});
const service = (code: string, message: string) => ({
  error_code: code,
  error_msg: message,
  error_ext_msg: null,
});

/** What a careless gateway quotes: all that the request proved itself with. */
const echo = ({ headers }: Pick<IncomingMessage, "headers">) =>
  `signature fail, canonicalRequest:GET|/|authorization:${String(headers.authorization)}|` +
  `x-security-token:${String(headers["x-security-token"] ?? "")}|host:${String(headers.host)}`;

/** Whether a body is one that only the service itself, or its gateway, writes. */
const isOfService = (body: unknown) => typeof body === "object";

const trouble = (
  status: number,
  body: unknown = "",
  headers: Readonly<Record<string, string>> = {},
): FaultKind => ({
  class: "trouble",
  proves: isOfService(body),
  answer: () => ({ status, body, headers }),
});
const throttled = (
  retryAfter?: (wall: number) => string,
  { retryAfterMs = 0, window = "1 second" } = {},
): FaultKind => ({
  class: "trouble",
  proves: true,
  retryAfterMs,
  answer: ({ wall }) => ({
    status: 429,
    body: gateway("APIGW.0308", `Throttled: policy user over ratelimit,limit:200,time:${window}`),
    headers: retryAfter === undefined ? {} : { "retry-after": retryAfter(wall) },
  }),
});
const notFound = (status: number, body: unknown): FaultKind => ({
  class: "notFound",
  proves: isOfService(body),
  answer: () => ({ status, body }),
});
/** Says nothing of the task, and ends a wait unless the list does. */
const unclear = (status: number, body: unknown): FaultKind => ({
  class: "unclear",
  proves: true,
  answer: () => ({ status, body }),
});
/** Ends a wait that has had no answer; later it is trouble. */
const early = (
  status: number,
  body: unknown,
  location?: (request: AnsweredRequest) => string,
): FaultKind => ({
  class: "early",
  answer: (context) => ({
    status,
    body,
    headers: location === undefined ? {} : { location: location(context) },
  }),
});
const refused = (status: number, code: string): FaultKind => ({
  class: "refused",
  answer: ({ request }) => ({ status, body: gateway(code, echo(request)) }),
});

/** Failed answers of the service, of the gateway in front of it, or of what sits between. */
export const statusKinds: FaultKinds = {
  "500 of the service": trouble(500, service("DCS.5000", "Internal service error.")),
  "500 without a body": trouble(500),
  "500 that quotes the request": {
    class: "trouble",
    proves: true,
    answer: ({ request }) => ({
      status: 500,
      body: service("DCS.5000", echo(request)),
    }),
  },
  "500 with escape sequences": trouble(
    500,
    service("DCS.5000", "\u001b[2Jall is well\u0007\u202e"),
  ),
  "502 in HTML": trouble(502, html("502 Bad Gateway")),
  "503 of the service": trouble(503, service("DCS.5003", "The service is busy.")),
  "503 in HTML": trouble(503, html("503 Service Temporarily Unavailable")),
  "503 with Retry-After": {
    ...trouble(503, gateway("APIGW.0613", "IAM unavailable"), {
      "retry-after": "20",
    }),
    retryAfterMs: 20_000,
  },
  "504 in HTML": trouble(504, html("504 Gateway Time-out")),
  408: trouble(408, html("408 Request Time-out")),
  "429 without Retry-After": throttled(),
  "429 with Retry-After in seconds": throttled(() => "7", { retryAfterMs: 7_000 }),
  "429 with Retry-After as a date": throttled(
    (wall) => new Date(Math.ceil(wall / 1000) * 1000 + 30_000).toUTCString(),
    { retryAfterMs: 29_000 },
  ),
  "429 of a window of minutes": throttled(undefined, { window: "5 minute" }),
  "429 with Retry-After above five minutes": throttled(() => "400", {
    retryAfterMs: 400_000,
    window: "5 minute",
  }),
  "429 with an absurd Retry-After": throttled(() => "1000000000", { retryAfterMs: 1e12 }),
  "429 with a Retry-After in the past": throttled((wall) => new Date(wall - 1e7).toUTCString()),
  "429 with a senseless Retry-After": throttled(() => "soon"),
  "404 for a moment": notFound(404, service("DCS.4001", "The background task does not exist.")),
  "404 in HTML": notFound(404, html("404 Not Found")),
  "400 with a not-found code": notFound(400, service("DCS.4133", "The task does not exist.")),
  "404 of an API that is not there": early(
    404,
    gateway("APIGW.0101", "The API does not exist or has not been published"),
  ),
  "400 for good": unclear(400, service("DCS.4063", "Bad parameter")),
  "400 of a task that shows no progress": unclear(
    400,
    service("DCS.4070", "The task ID is invalid."),
  ),
  "405 of a frozen application": {
    ...early(405, gateway("APIGW.0502", "application frozen")),
    // The gateway knows whose key it is.
    acceptsKey: true,
  },
  "redirect to another host": early(302, "", ({ elsewhere }) => elsewhere),
  "permanent redirect to another host": early(308, "", ({ elsewhere }) => elsewhere),
  401: refused(401, "APIGW.0301"),
  403: refused(403, "APIGW.0302"),
};
