import ky, { isTimeoutError } from "ky";
import { DcsError, isDcsError, isServerTrouble } from "../../errors";
import { advices } from "./advice";

/** One request with its retries. */
export interface Sending {
  /** What messages call it. */
  readonly what: string;
  readonly url: URL;
  /** Default GET. */
  readonly method?: "POST" | undefined;
  /** Of a POST. */
  readonly body?: string | undefined;
  /** Makes one attempt: called for each, so that each is signed anew. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly signal?: AbortSignal | undefined;
  readonly retries: number;
  readonly timeoutMs: number;
}

/** A server that asks for a longer pause than this is not asked again here, in milliseconds. */
const LONGEST_PAUSE_MS = 10_000;

/** An answer with status 2xx, read. */
export interface Answer {
  readonly text: string;
  readonly headers: Headers;
}

/**
 * Sends a request and reads the answer. Retries network errors, time-outs, 408, 429 and 5xx, with
 * growing random pauses that are never shorter than `Retry-After`.
 *
 * @throws {DcsError} `NETWORK` after a time-out, `ABORTED`, and whatever an attempt throws
 */
export async function send(sending: Sending): Promise<Answer> {
  const { url, method = "GET", body, signal, retries, timeoutMs } = sending;
  let failure: unknown;
  try {
    const response = await ky(url, {
      fetch: (request) => sending.fetch(request as Request),
      method,
      ...(body !== undefined && { body }),
      headers: {
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json;charset=utf8" }),
      },
      redirect: "manual",
      ...(signal && { signal }),
      timeout: timeoutMs,
      retry: {
        limit: retries,
        methods: ["get", "post"],
        backoffLimit: LONGEST_PAUSE_MS,
        jitter: (delay) => pause(delay, failure),
        shouldRetry: ({ error }) => {
          failure = error;
          return isWorthRetrying(error);
        },
      },
    });
    return { text: await response.text(), headers: response.headers };
  } catch (error) {
    throw toSendError(sending, error) as Error;
  }
}

function pause(delayMs: number, failure: unknown): number {
  const least = isDcsError(failure) ? (failure.retryAfterMs ?? 0) : 0;
  return Math.max(least, delayMs * (0.5 + Math.random() / 2));
}

function isWorthRetrying(error: unknown): boolean {
  if (isTimeoutError(error)) return true;
  return (
    isDcsError(error) && isServerTrouble(error) && (error.retryAfterMs ?? 0) <= LONGEST_PAUSE_MS
  );
}

function toSendError({ what, signal, timeoutMs }: Sending, error: unknown): unknown {
  if (signal?.aborted) return new DcsError("ABORTED", `${what} was aborted`);
  if (isTimeoutError(error)) {
    // Its request carries the signature, so it is not kept as the cause.
    return new DcsError(
      "NETWORK",
      `${what} was not answered within ${timeoutMs / 1000} s; ${advices.NETWORK}`,
      { cause: Object.assign(new Error("the request timed out"), { code: "ETIMEDOUT" }) },
    );
  }
  return error;
}
