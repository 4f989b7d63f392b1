import { DcsError, isDcsError } from "../../errors";
import { type Clock, systemClock } from "../../wait/time/clock";
import { reportTurn } from "../../wait/time/turnWatch";
import type { Turn } from "../../wait/budget/requestBudget";
import type { CredentialsProvider, SourcedCredentials } from "../access/credentials";
import { admit } from "../access/admit";
import { assertConfidential } from "../access/assertConfidential";
import { authorize, explainRefusal, isRefusal, secretsIn } from "../access/authorize";
import type { ServiceClock } from "../access/clockSkew";
import {
  type CredentialsReader,
  credentialsReader,
  type Refused,
} from "../access/credentialsReader";
import { type Call, exchange, nameOf } from "./exchange";
import { fetchInTurn, type Received } from "./fetchJson";
import type { Transport } from "../transport/transport";
import { budgetOf } from "../../wait/budget/hostBudget";
import { refusalOf } from "../access/guardedKey";
import type { KeyGuard } from "../access/keyGuard";

/** The latest time of a Date. Source: ECMA-262, 21.4.1.1. */
const MAX_DATE_MS = 8.64e15;

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
  /** Of the wait that it is part of. Default: the machine's. */
  readonly clock?: Clock | undefined;
  /** Requests a second to its host, by the client's options. */
  readonly requestsPerSecond?: number | undefined;
}

/**
 * Asks for JSON. Every attempt has its turn in the host's request budget, and is signed with
 * credentials and a date of its own, or sent with a token of IAM. After a refused signature or
 * permission the credentials are refreshed and the query is made once more; {@link KeyGuard} keeps
 * all queries together below the number of rejections that locks a key.
 *
 * @throws {DcsError} for all that is not a JSON answer with status 2xx
 */
export async function signedQuery(context: QueryContext, query: SignedQuery): Promise<unknown> {
  let used: SourcedCredentials | undefined;
  const ask = async (refused?: Refused): Promise<unknown> => {
    const options = { what: nameOf(query), refused, timeoutMs: context.requestTimeoutMs };
    const reader = credentialsReader(context.credentials, options);
    const read: CredentialsReader = async (signal) => {
      used = await reader(signal);
      if ("authToken" in used) assertConfidential(query.url, "a token of IAM", context);
      return used;
    };
    const { json } = await exchange(query, (request) => attempt(request, { context, query, read }));
    return json;
  };
  try {
    return await ask();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return ask(used && { credentials: used, refusal: refusalOf(error) });
  }
}

/** What the attempts of one query are made with. */
interface Attempt {
  readonly context: QueryContext;
  readonly query: SignedQuery;
  readonly read: CredentialsReader;
}

/** One attempt: one request, or two if the first was rejected for the date of its signature. */
async function attempt(request: Request, parts: Attempt): Promise<Received> {
  const first = await sendOnce(request, parts);
  // The second one passes the guard too: each rejection counts towards those that lock the key.
  const { received, error } = first.isMisdated ? await sendOnce(request, parts) : first;
  if (received) return received;
  throw error as DcsError;
}

/** What became of a request: an answer, or an error. */
interface Outcome {
  readonly received?: Received;
  readonly error?: unknown;
  /** The request was rejected, possibly for the date of its signature, which is corrected now. */
  readonly isMisdated?: boolean;
}

/** Sends one signed request in its turn, and learns from the answer about key and clock. */
async function sendOnce(request: Request, { context, query, read }: Attempt): Promise<Outcome> {
  const { clock = systemClock, requestsPerSecond } = query;
  const { signal, url } = request;
  const { serviceClock } = context;
  assertTime(context.now());
  const dueAt = clock.now();
  const onTurn = (isQueued: boolean) => {
    reportTurn(query.signal, isQueued);
  };
  const takeTurn = () =>
    budgetOf({ clock, url, requestsPerSecond }).take(signal, { dueAt, onTurn });
  const gates = { what: nameOf(query), read, guard: context.guard, takeTurn, signal };
  const { used, pass, turn } = await admit(gates);
  try {
    const stamp = serviceClock.stamp();
    const signedAt = context.now() + stamp.correctionMs;
    const { headers, ...outcome } = await send(request, { context, query, used, turn, signedAt });
    const { error } = outcome;
    const isDated = "accessKey" in used && isDcsError(error, "UNAUTHORIZED");
    const verdict = isDated && headers && serviceClock.reject(stamp, headers, signedAt);
    if (verdict && verdict.isOutdated) pass.leave();
    else if (pass.settle(error) && headers) serviceClock.accept(stamp, headers);
    return { ...outcome, isMisdated: verdict ? verdict.isMisdated : false };
  } finally {
    pass.leave();
  }
}

/** The option `now` is a function of the user. */
function assertTime(now: number): void {
  if (Math.abs(now) <= MAX_DATE_MS) return;
  throw new DcsError(
    "INVALID_INPUT",
    `"now" must return the time in milliseconds since 1970, not ${String(now)}`,
    { property: "now" },
  );
}

interface Sending {
  readonly context: QueryContext;
  readonly query: SignedQuery;
  readonly used: SourcedCredentials;
  readonly turn: Turn;
  /** Date of the signature, in milliseconds since 1970. */
  readonly signedAt: number;
}

/** Sends one request. `headers` are those of the answer, if there was one. */
async function send(
  request: Request,
  { context, query, used, turn, signedAt }: Sending,
): Promise<Outcome & { readonly headers?: Headers | undefined }> {
  authorize(request, query, { used, signedAt });
  let headers: Headers | undefined;
  try {
    const received = await fetchInTurn(turn, request, {
      ...context,
      what: nameOf(query),
      ifForbidden: query.ifForbidden,
      ifRejected: "authToken" in used ? "get a new token" : undefined,
      secrets: secretsIn(request, used),
      explain: (error, answer) => {
        ({ headers } = answer);
        return explainRefusal(error, answer, { used, now: context.now() });
      },
    });
    return { received, headers: received.headers };
  } catch (error) {
    return { error, headers };
  }
}
