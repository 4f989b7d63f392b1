import { DcsError } from "../../errors";
import { SingleFlight } from "../../wait/time/singleFlight";
import {
  checkCredentials,
  checkToken,
  type CredentialsProvider,
  type SourcedCredentials,
} from "./credentials";
import { withinTime } from "../../wait/time/withinTime";

/** Reads the credentials for one attempt. */
export type CredentialsReader = (signal: AbortSignal) => Promise<SourcedCredentials>;

/** Credentials that the service rejected. */
export interface Refused {
  readonly credentials: SourcedCredentials;
  /** The answer that rejected them, to this query or another one. */
  readonly refusal: DcsError;
}

/** Options of {@link credentialsReader}. */
export interface ReaderOptions {
  /** What messages call the query. */
  readonly what: string;
  /** Credentials that the service has rejected for this query, if any. */
  readonly refused: Refused | undefined;
  /** Timeout of one call of the provider, in milliseconds. */
  readonly timeoutMs: number;
}

/** Queries rejected by one answer share the refreshed credentials for this long. */
const SHARED_MS = 10_000;

/** The refreshes of each provider, by the answer that caused them. */
const refreshes = new WeakMap<
  CredentialsProvider,
  WeakMap<DcsError, SingleFlight<SourcedCredentials>>
>();

/**
 * Reads credentials for the attempts of one query. After a rejection they are refreshed once for all
 * queries that the same answer has stopped; further attempts use what the provider then returns.
 */
export function credentialsReader(
  provider: CredentialsProvider,
  { what, refused, timeoutMs }: ReaderOptions,
): CredentialsReader {
  let isRefreshed = refused === undefined;
  const read = async (signal: AbortSignal, refresh: boolean): Promise<SourcedCredentials> => {
    const notes: string[] = [];
    const onUnknown = (reason: string): void => void notes.push(`; ${reason}`);
    const ask = async () =>
      provider({ refresh, ...(refresh && { refused: refused?.credentials }), onUnknown });
    const found = await withinTime(ask, {
      signal,
      ms: timeoutMs,
      error: () => notGiven(what, { refused, timeoutMs }),
    });
    return requireCredentials(found, notes);
  };
  return async (signal) => {
    if (isRefreshed || !refused) return read(signal, false);
    const flight = flightOf(provider, refused.refusal);
    const fresh = await flight.answer((own) => read(own, true), { signal, maxAgeMs: SHARED_MS });
    signal.throwIfAborted();
    isRefreshed = true;
    return fresh ?? read(signal, false);
  };
}

function flightOf(
  provider: CredentialsProvider,
  refusal: DcsError,
): SingleFlight<SourcedCredentials> {
  const ofProvider =
    refreshes.get(provider) ?? new WeakMap<DcsError, SingleFlight<SourcedCredentials>>();
  refreshes.set(provider, ofProvider);
  const flight = ofProvider.get(refusal) ?? new SingleFlight<SourcedCredentials>();
  ofProvider.set(refusal, flight);
  return flight;
}

function notGiven(what: string, { refused, timeoutMs }: Omit<ReaderOptions, "what">): DcsError {
  const source = refused ? `credentials from ${refused.credentials.source}` : "credentials";
  return new DcsError(
    "NETWORK",
    `the ${source} did not arrive within ${timeoutMs / 1000} s, so ${what} was not sent; check ` +
      "where they come from: a function, IAM, or the metadata of an ECS",
  );
}

function requireCredentials(found: unknown, notes: readonly string[]): SourcedCredentials {
  const { source, ...values } = asGiven(found);
  const from = typeof source === "string" ? source : 'the function "credentials"';
  const checked =
    "authToken" in values ? checkToken(values["authToken"], from) : checkCredentials(values, from);
  if (checked) return checked;
  throw new DcsError(
    "INVALID_INPUT",
    `no credentials: the client's credentials provider returned none${notes.join("")}`,
    { property: "credentials" },
  );
}

/** A provider in plain JavaScript may return anything. */
function asGiven(found: unknown): Readonly<Record<string, unknown>> {
  if (found === undefined || found === null) return {};
  if (typeof found === "object") return { ...found };
  throw new DcsError(
    "INVALID_INPUT",
    `"credentials" returned a ${typeof found} instead of an object with "accessKey" and "secretKey"`,
    { property: "credentials" },
  );
}
