import { DcsError, isDcsError, retell } from "../errors";
import { untilAborted } from "../wait/race";
import { readBoundedText } from "./boundedBody";
import { clockSkewNote, type ServiceClock } from "./clockSkew";
import {
  checkCredentials,
  type CredentialsProvider,
  type SourcedCredentials,
} from "./credentials/credentials";
import type { KeyGuard } from "./keyGuard";
import { redact } from "./redact";
import { send } from "./send";
import { type FailedAnswer, toServiceError } from "./serviceError";
import { signRequest } from "./signing/signRequest";

/** What every signed query of a client shares. */
export interface QueryContext {
  readonly credentials: CredentialsProvider;
  readonly guard: KeyGuard;
  readonly serviceClock: ServiceClock;
  readonly fetch: typeof globalThis.fetch;
  /** Wall clock in milliseconds, for the date of the signature. */
  readonly now: () => number;
  /** Time one request may take, body included, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/** One signed query. */
export interface SignedQuery {
  /** What messages call it, such as `ShowBackgroundTaskProgress`. */
  readonly operation: string;
  readonly url: URL;
  /** What messages advise when it is forbidden. */
  readonly ifForbidden: string;
  /** Headers to sign and send. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Further requests after a transient failure. */
  readonly retries: number;
}

/**
 * GETs JSON. Every attempt is signed anew with credentials read anew. A refused signature or
 * permission is tried once more, never oftener ({@link KeyGuard}): five in a row lock the key.
 *
 * @throws {DcsError} for all that is not a JSON answer with status 2xx
 */
export async function signedQuery(context: QueryContext, query: SignedQuery): Promise<unknown> {
  try {
    return await attempt(context, query, false);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return attempt(context, query, true);
  }
}

function isRefusal(error: unknown): error is DcsError {
  return isDcsError(error, "UNAUTHORIZED") || isDcsError(error, "FORBIDDEN");
}

async function attempt(
  context: QueryContext,
  query: SignedQuery,
  refresh: boolean,
): Promise<unknown> {
  const what = `${query.operation} (GET ${query.url.origin}${query.url.pathname})`;

  const signAndFetch = async (request: Request): Promise<Response> => {
    const used = await untilAborted(
      requireCredentials(context.credentials, refresh),
      request.signal,
    );
    if (!used) throw new DcsError("ABORTED", `${what} was aborted`);
    return context.guard.run(used, request.signal, async () => {
      sign(request, query, used, context.now());
      const answer = await receive(context.fetch, request, what);
      context.serviceClock.observe(answer.headers, context.now());
      if (answer.ok) return new Response(answer.body, { headers: answer.headers });
      throw toError(answer, { what, query, used, proof: proofOf(request), now: context.now() });
    });
  };

  const text = await send({
    ...query,
    what,
    fetch: signAndFetch,
    timeoutMs: context.requestTimeoutMs,
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What JSON.parse says quotes the body, so it is not kept as the cause.
    throw new DcsError(
      "MALFORMED_RESPONSE",
      `${what} was answered with ${text === "" ? "an empty body" : "a body that is not JSON"}`,
      { status: 200 },
    );
  }
}

function sign(request: Request, query: SignedQuery, used: SourcedCredentials, now: number): void {
  const headers = signRequest(
    { method: request.method, url: request.url, headers: query.headers ?? {} },
    used,
    { signingDate: new Date(now) },
  );
  for (const [name, value] of Object.entries(headers)) {
    // fetch itself sends the host.
    if (name !== "host") request.headers.set(name, value);
  }
}

/** The error for a failed answer; a refusal names where the credentials are from. */
function toError(answer: FailedAnswer, refusal: RefusalContext): DcsError {
  const { what, query, used, proof, now } = refusal;
  const error = toServiceError(answer, {
    what,
    ifForbidden: query.ifForbidden,
    secrets: [used.secretKey, used.securityToken, proof],
  });
  if (!isRefusal(error)) return error;
  const skew = clockSkewNote(answer.headers, now);
  return retell(error, `${error.message}; the credentials are from ${used.source}${skew}`);
}

interface RefusalContext {
  readonly what: string;
  readonly query: SignedQuery;
  readonly used: SourcedCredentials;
  /** The signature itself: whoever has it may repeat the request for a while. */
  readonly proof: string | undefined;
  readonly now: number;
}

function proofOf({ headers }: Request): string | undefined {
  return headers.get("authorization")?.split("Signature=")[1];
}

/** Fetches and reads to the end, so that a body that breaks off is one more network error. */
async function receive(
  fetch: QueryContext["fetch"],
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
    const cause = new Error(redact(reason(error)));
    throw new DcsError("NETWORK", `${what} failed: ${cause.message}`, { cause });
  }
}

/** `fetch failed` says nothing; the reason is further down. */
function reason(error: unknown): string {
  let deepest = error;
  while (isObject(deepest) && isObject(deepest.cause)) deepest = deepest.cause;
  const { message, code } = isObject(deepest) ? deepest : {};
  return String(message || code || error);
}

/** Not `instanceof`: the errors of Node's own modules may be of another realm. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

async function requireCredentials(
  provider: CredentialsProvider,
  refresh: boolean,
): Promise<SourcedCredentials> {
  const found = await provider({ refresh });
  const checked = found && checkCredentials(found, found.source);
  if (checked) return checked;
  throw new DcsError(
    "INVALID_INPUT",
    "no credentials: set huaweicloud:accessKey and huaweicloud:secretKey in the Pulumi " +
      "configuration (the latter with --secret), or HW_ACCESS_KEY and HW_SECRET_KEY in the " +
      "environment",
    { property: "accessKey" },
  );
}
