import ky, { type Options } from "ky";
import { DcsError, isDcsError, isServerTrouble } from "../../errors";
import { systemClock } from "../../wait/time/clock";
import { fetchInTurn, type Received } from "./fetchJson";
import type { Transport } from "../transport/transport";
import { budgetOf } from "../../wait/budget/hostBudget";
import type { RequestContext } from "./serviceError";

/** One call that is answered with JSON. */
export interface Call {
  /** Name for messages, such as `ShowBackgroundTaskProgress`. */
  readonly operation: string;
  readonly url: URL;
  /** Default GET. */
  readonly method?: "POST" | undefined;
  /** Body of a POST, sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Further requests after a transient failure. */
  readonly retries: number;
}

/** Do not retry if the server asks for a longer pause; the caller decides. */
const MAX_PAUSE_MS = 10_000;

/** The name of a call in messages. */
export function nameOf({ operation, method, url }: Call): string {
  return `${operation} (${method ?? "GET"} ${url.origin}${url.pathname})`;
}

/**
 * Makes a call. Retries network errors, timeouts, 408, 429 and 5xx after growing, jittered pauses that
 * are never shorter than `Retry-After`.
 *
 * @param attempt - makes one attempt and applies its own timeouts
 * @throws {DcsError} `ABORTED`, or whatever the last attempt throws
 */
export async function exchange(
  call: Call,
  attempt: (request: Request) => Promise<Received>,
): Promise<Received> {
  try {
    return await new Promise<Received>((resolve, reject) => {
      const fetch = async (request: Request) => {
        resolve(await attempt(request));
        return new Response();
      };
      ky(call.url, toKyOptions(call, fetch)).catch(reject);
    });
  } catch (error) {
    if (call.signal?.aborted) throw new DcsError("ABORTED", `${nameOf(call)} was aborted`);
    throw error;
  }
}

function toKyOptions(
  { method, body, signal, retries }: Call,
  fetch: (request: Request) => Promise<Response>,
): Options {
  let failure: unknown;
  return {
    // ky always passes a Request.
    fetch: (request) => fetch(request as Request),
    method: method ?? "GET",
    ...(body !== undefined && { body: JSON.stringify(body) }),
    headers: {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json;charset=utf8" }),
    },
    redirect: "manual",
    ...(signal && { signal }),
    timeout: false,
    retry: {
      limit: retries,
      methods: ["get", "post"],
      backoffLimit: MAX_PAUSE_MS,
      jitter: (delay) => pauseMs(delay, failure),
      shouldRetry: ({ error }) => {
        failure = error;
        return isWorthRetrying(error);
      },
    },
  };
}

function pauseMs(delayMs: number, failure: unknown): number {
  const least = isDcsError(failure) ? (failure.retryAfterMs ?? 0) : 0;
  return Math.max(least, delayMs * (0.5 + Math.random() / 2));
}

function isWorthRetrying(error: unknown): boolean {
  return isDcsError(error) && isServerTrouble(error) && (error.retryAfterMs ?? 0) <= MAX_PAUSE_MS;
}

/** Makes one unsigned attempt in its turn of the host's request budget. */
export async function attemptOnce(
  transport: Transport,
  request: Request,
  context: RequestContext,
): Promise<Received> {
  const turn = await budgetOf({ clock: systemClock, url: request.url }).take(request.signal);
  return fetchInTurn(turn, request, { ...transport, ...context });
}
