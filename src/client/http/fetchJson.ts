import { DcsError, isDcsError } from "../../errors";
import { printable } from "../../printable";
import type { Turn } from "../../wait/budget/requestBudget";
import { advices } from "./advice";
import { readBoundedText } from "./boundedBody";
import { reasonOf } from "../transport/reason";
import type { Transport } from "../transport/transport";
import { type FailedAnswer, type RequestContext, toServiceError } from "./serviceError";
import { withinTime } from "../../wait/time/withinTime";

/** Adds to the error of an answer that is not 2xx. */
type Explain = (error: DcsError, answer: FailedAnswer) => DcsError;

/** How one request is sent, and what its errors say. */
export interface FetchOptions extends Transport, RequestContext {
  /** Default: the error as it is. */
  readonly explain?: Explain;
}

/** A JSON answer. */
export interface Received {
  readonly json: unknown;
  readonly headers: Headers;
}

/**
 * Sends one request, reads its whole answer, and ends its turn.
 *
 * @throws {DcsError} for everything but a JSON answer with status 2xx in time
 */
export async function fetchInTurn(
  turn: Turn,
  request: Request,
  options: FetchOptions,
): Promise<Received> {
  try {
    const received = await fetchJson(request, options);
    turn.end();
    return received;
  } catch (error) {
    turn.end(error);
    throw error;
  }
}

async function fetchJson(request: Request, options: FetchOptions): Promise<Received> {
  const { fetch, what, requestTimeoutMs: ms } = options;
  const answer = await withinTime(
    // Clone: a body can be read once, and the request may have to be sent again.
    (signal) =>
      receive(fetch, new Request(request.body ? request.clone() : request, { signal }), what),
    { signal: request.signal, ms, error: () => timedOut(what, ms) },
  ).catch((error: unknown) => {
    request.signal.throwIfAborted();
    throw isDcsError(error) ? error : networkError(error, options);
  });
  if (!answer.ok) throw explainError(answer, options);
  return { json: parseJson(answer.body, what), headers: answer.headers };
}

function explainError(answer: FailedAnswer, options: FetchOptions): DcsError {
  const error = toServiceError(answer, options);
  return options.explain?.(error, answer) ?? error;
}

/** Reads the body here, so that a connection that breaks in the middle is a network error. */
async function receive(
  fetch: Transport["fetch"],
  request: Request,
  what: string,
): Promise<FailedAnswer & { readonly ok: boolean }> {
  const response = await fetch(request);
  const { ok, status, headers } = response;
  return { ok, status, headers, body: await readBoundedText(response, { what }) };
}

function timedOut(what: string, timeoutMs: number): DcsError {
  return new DcsError(
    "NETWORK",
    `${what} was not answered within ${timeoutMs / 1000} s; ${advices.NETWORK}`,
    { cause: Object.assign(new Error("the request timed out"), { code: "ETIMEDOUT" }) },
  );
}

function networkError(error: unknown, { what, secrets }: RequestContext): DcsError {
  // Not the original error: it may hold anything that the other side sent.
  const { reason, code } = reasonOf(error);
  const cause = Object.assign(new Error(printable(reason, secrets)), { code });
  return new DcsError("NETWORK", `${what} failed: ${cause.message}; ${advices.NETWORK}`, { cause });
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No cause: the message of JSON.parse quotes the body.
    throw new DcsError(
      "MALFORMED_RESPONSE",
      `${what} was answered with ${text === "" ? "an empty body" : "a body that is not JSON"}; ` +
        advices.MALFORMED_RESPONSE,
      { status: 200 },
    );
  }
}
