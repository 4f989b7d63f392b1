import { type DcsError, isDcsError } from "../../errors";
import { type Clock, systemClock } from "../../wait/time/clock";
import type { Turn } from "../../wait/budget/requestBudget";
import type { CredentialsProvider, SourcedCredentials } from "../access/credentials";
import { admit } from "../access/admit";
import { assertConfidential } from "../access/assertConfidential";
import { authorize, explainRefusal, isRefusal, secretsIn } from "../access/authorize";
import { type ServiceClock, skewToTry } from "../access/clockSkew";
import {
  type CredentialsReader,
  credentialsReader,
  type Refused,
} from "../access/credentialsReader";
import { type Call, exchange, nameOf } from "./exchange";
import { fetchInTurn, type Received, type Transport } from "./fetchJson";
import { budgetOf } from "../../wait/budget/hostBudget";
import { type Pass, refusalOf } from "../access/guardedKey";
import type { KeyGuard } from "../access/keyGuard";

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

/** One attempt: one request, or two where the first was rejected for the date of its signature. */
async function attempt(request: Request, { context, query, read }: Attempt): Promise<Received> {
  const { clock = systemClock, requestsPerSecond } = query;
  const { signal, url } = request;
  const dueAt = clock.now();
  const takeTurn = () => budgetOf({ clock, url, requestsPerSecond }).take(signal, dueAt);
  const gates = { what: nameOf(query), read, guard: context.guard, takeTurn, signal };
  const { used, pass, turn } = await admit(gates);
  const sending = { context, query, used };
  const { correctionMs } = context.serviceClock;
  try {
    let outcome = await sendSigned(request, { ...sending, turn, correctionMs });
    if (outcome.otherCorrectionMs !== undefined) {
      const again = { turn: await takeTurn(), correctionMs: outcome.otherCorrectionMs };
      outcome = await sendSigned(request, { ...sending, ...again });
    }
    return conclude(outcome, pass, context);
  } finally {
    pass.leave();
  }
}

/** What became of a request: an answer, or an error. */
interface Outcome {
  readonly received?: Received;
  readonly error?: unknown;
  /** Of the answer, if there was one. */
  readonly headers?: Headers | undefined;
  /** How the date of the signature was corrected, in milliseconds. */
  readonly correctionMs: number;
  /** How it should have been, by the answer. */
  readonly otherCorrectionMs?: number | undefined;
}

interface Sending {
  readonly context: QueryContext;
  readonly query: SignedQuery;
  readonly used: SourcedCredentials;
  readonly turn: Turn;
  readonly correctionMs: number;
}

async function sendSigned(request: Request, sending: Sending): Promise<Outcome> {
  const { context, query, used, turn, correctionMs } = sending;
  const signedAt = context.now() + correctionMs;
  authorize(request, query, { used, signedAt });
  let headers: Headers | undefined;
  try {
    const received = await fetchInTurn(turn, request, {
      ...context,
      what: nameOf(query),
      ifForbidden: query.ifForbidden,
      secrets: secretsIn(request, used),
      explain: (error, answer) => {
        ({ headers } = answer);
        return explainRefusal(error, answer, { used, now: context.now() });
      },
    });
    return { received, headers: received.headers, correctionMs };
  } catch (error) {
    const isDated = "accessKey" in used && isDcsError(error, "UNAUTHORIZED");
    if (!isDated || !headers) return { error, headers, correctionMs };
    const otherCorrectionMs = skewToTry(headers, { signedAt, now: context.now() });
    context.serviceClock.reject(correctionMs);
    if (otherCorrectionMs !== undefined) context.serviceClock.suggest(otherCorrectionMs);
    return { error, headers, correctionMs, otherCorrectionMs };
  }
}

/** Learns from what became of the last request of an attempt. */
function conclude(
  { received, error, headers, correctionMs }: Outcome,
  pass: Pass,
  { serviceClock, now }: QueryContext,
): Received {
  if (pass.settle(error) && headers) serviceClock.accept(headers, { correctionMs, now: now() });
  if (received) return received;
  throw error as DcsError;
}
