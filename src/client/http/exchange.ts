import { DcsError, isDcsError } from "../../errors";
import { advices } from "./advice";
import { readBoundedText } from "./boundedBody";
import { printable } from "../../printable";
import { send } from "./send";
import { type FailedAnswer, type Telling, toServiceError } from "./serviceError";

/** What all requests go through. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch;
  /** Wall clock in milliseconds. */
  readonly now: () => number;
  /** Time one request may take, body included, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Lets passwords and tokens go over plain http, to any host. Default `false`. */
  readonly insecure?: boolean | undefined;
}

/** One request for JSON. */
export interface Call {
  /** What messages call it, such as `ShowBackgroundTaskProgress`. */
  readonly operation: string;
  readonly url: URL;
  /** Default GET. */
  readonly method?: "POST" | undefined;
  /** Of a POST, sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Further requests after a transient failure. */
  readonly retries: number;
}

/** A JSON answer. */
export interface Received {
  readonly json: unknown;
  readonly headers: Headers;
}

/** How messages name a call. */
export function nameOf({ operation, method, url }: Call): string {
  return `${operation} (${method ?? "GET"} ${url.origin}${url.pathname})`;
}

/**
 * Makes a call with its retries.
 *
 * @param attempt makes one attempt, with {@link attemptOnce} at its end
 * @throws {DcsError} for all that is not a JSON answer with status 2xx
 */
export async function exchange(
  { requestTimeoutMs }: Transport,
  call: Call,
  attempt: (request: Request) => Promise<Response>,
): Promise<Received> {
  const what = nameOf(call);
  const { url, method, signal, retries } = call;
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const timeoutMs = requestTimeoutMs;
  const { text, headers } = await send({
    ...{ what, url, method, body, signal, retries, timeoutMs },
    fetch: attempt,
  });
  try {
    return { json: JSON.parse(text) as unknown, headers };
  } catch {
    // What JSON.parse says quotes the body, so it is not kept as the cause.
    throw new DcsError(
      "MALFORMED_RESPONSE",
      `${what} was answered with ${text === "" ? "an empty body" : "a body that is not JSON"}; ` +
        advices.MALFORMED_RESPONSE,
      { status: 200 },
    );
  }
}

/**
 * Fetches once, and reads to the end.
 *
 * @param explain adds to the error of an answer that is not 2xx
 * @throws {DcsError} for such an answer, and when none comes
 */
export async function attemptOnce(
  { fetch }: Transport,
  request: Request,
  telling: Telling,
  explain: (error: DcsError, answer: FailedAnswer) => DcsError,
): Promise<Response> {
  const answer = await receive(fetch, request, telling.what);
  if (answer.ok) return new Response(answer.body, { headers: answer.headers });
  throw explain(toServiceError(answer, telling), answer);
}

/** Reads to the end, so that a body that breaks off is one more network error. */
async function receive(
  fetch: Transport["fetch"],
  request: Request,
  what: string,
): Promise<FailedAnswer & { readonly ok: boolean }> {
  try {
    const response = await fetch(request);
    const { ok, status, headers } = response;
    return { ok, status, headers, body: await readBoundedText(response) };
  } catch (error) {
    if (isDcsError(error)) throw error;
    // Its own error may hold what the other side sent, which may be anything.
    const { message, code } = deepestCause(error);
    const cause = Object.assign(new Error(printable(String(message || code || error))), { code });
    throw new DcsError("NETWORK", `${what} failed: ${cause.message}; ${advices.NETWORK}`, {
      cause,
    });
  }
}

/** `fetch failed` says nothing; the reason is further down. */
function deepestCause(error: unknown): Readonly<Record<string, unknown>> {
  let deepest = error;
  while (isObject(deepest) && isObject(deepest.cause)) deepest = deepest.cause;
  return isObject(deepest) ? deepest : {};
}

/** Not `instanceof`: the errors of Node's own modules may be of another realm. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
