import { DcsError, isDcsError, withMessage } from "../../errors";
import { orAborted } from "../../wait/orAborted";
import { assertConfidential } from "./assertConfidential";
import { clockSkewNote, type ServiceClock } from "./clockSkew";
import {
  checkCredentials,
  checkToken,
  type CredentialsProvider,
  secretsOf,
  type SourcedCredentials,
} from "../credentials/credentials";
import { attemptOnce, type Call, exchange, nameOf, type Transport } from "./exchange";
import type { KeyGuard } from "./keyGuard";
import type { FailedAnswer } from "./serviceError";
import { signRequest } from "../signing/signRequest";

/** What every signed query of a client shares. */
export interface QueryContext extends Transport {
  readonly credentials: CredentialsProvider;
  readonly guard: KeyGuard;
  readonly serviceClock: ServiceClock;
}

/** One signed query. */
export interface SignedQuery extends Call {
  /** What messages advise when it is forbidden. */
  readonly ifForbidden: string;
  /** Headers to sign and send. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Asks for JSON. Every attempt is signed anew, or sent with a token of IAM, with credentials read
 * anew. A refused signature or permission is tried once more, never oftener ({@link KeyGuard}): five
 * in a row lock the key.
 *
 * @throws {DcsError} for all that is not a JSON answer with status 2xx
 */
export async function signedQuery(context: QueryContext, query: SignedQuery): Promise<unknown> {
  let used: SourcedCredentials | undefined;
  const attempt = async (refresh: boolean): Promise<unknown> => {
    const { json } = await exchange(context, query, async (request) => {
      const asked = requireCredentials(context.credentials, refresh, used);
      used = await orAborted(asked, request.signal);
      if (!used) throw new DcsError("ABORTED", `${nameOf(query)} was aborted`);
      return authorised(context, query, request, used);
    });
    return json;
  };
  try {
    return await attempt(false);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return attempt(true);
  }
}

function isRefusal(error: unknown): error is DcsError {
  return isDcsError(error, "UNAUTHORIZED") || isDcsError(error, "FORBIDDEN");
}

/** One attempt with the given credentials, when the guard lets it through. */
function authorised(
  context: QueryContext,
  query: SignedQuery,
  request: Request,
  used: SourcedCredentials,
): Promise<Response> {
  if ("authToken" in used) assertConfidential(query.url, "a token of IAM", context);
  return context.guard.run(used, request.signal, () => {
    for (const [name, value] of authorisation(request, query, used, context.now())) {
      request.headers.set(name, value);
    }
    const telling = {
      what: nameOf(query),
      ifForbidden: query.ifForbidden,
      secrets: [...secretsOf(used), proofOf(request)],
    };
    return attemptOnce(observed(context), request, telling, (error, answer) =>
      isRefusal(error) ? explainRefusal(error, answer, used, context.now()) : error,
    );
  });
}

/** The signature itself: whoever has it may repeat the request for a while. */
function proofOf({ headers }: Request): string | undefined {
  return headers.get("authorization")?.split("Signature=")[1];
}

/** Every answer tells the service's clock. */
function observed({ fetch, serviceClock, now, ...transport }: QueryContext): Transport {
  return {
    ...transport,
    now,
    fetch: async (request) => {
      const response = await fetch(request);
      serviceClock.observe(response.headers, now());
      return response;
    },
  };
}

/** The headers that let a request in. */
function authorisation(
  { method, url }: Request,
  { headers = {}, body }: SignedQuery,
  used: SourcedCredentials,
  now: number,
): [string, string][] {
  const signed =
    "authToken" in used
      ? { ...headers, "x-auth-token": used.authToken }
      : signRequest({ method, url, headers }, used, {
          signingDate: new Date(now),
          body: body === undefined ? undefined : JSON.stringify(body),
        });
  // fetch itself sends the host.
  return Object.entries(signed).filter(([name]) => name !== "host");
}

/** A refusal names where the credentials are from, and what may be wrong with them. */
function explainRefusal(
  error: DcsError,
  { headers }: FailedAnswer,
  used: SourcedCredentials,
  now: number,
): DcsError {
  const isTemporary = "authToken" in used || used.securityToken !== undefined;
  const hint =
    error.code === "UNAUTHORIZED" && isTemporary ? ", are temporary, and may have ended" : "";
  const skew = clockSkewNote(headers, now);
  return withMessage(
    error,
    `${error.message}; the credentials are from ${used.source}${hint}${skew}`,
  );
}

async function requireCredentials(
  provider: CredentialsProvider,
  refresh: boolean,
  refused: SourcedCredentials | undefined,
): Promise<SourcedCredentials> {
  const notes: string[] = [];
  const onUnknown = (reason: string): void => void notes.push(`; ${reason}`);
  const found = await provider({ refresh, ...(refresh && refused && { refused }), onUnknown });
  const checked =
    found &&
    ("authToken" in found
      ? checkToken(found.authToken, found.source)
      : checkCredentials(found, found.source));
  if (checked) return checked;
  throw new DcsError(
    "INVALID_INPUT",
    `no credentials: the provider of the client's credentials gave none${notes.join("")}`,
    { property: "credentials" },
  );
}
