import { DcsError } from "../../errors";
import { SingleFlight } from "../../wait/time/singleFlight";
import {
  checkCredentials,
  checkToken,
  type CredentialsProvider,
  type SourcedCredentials,
} from "./credentials";
import { withinTime } from "../../wait/time/withinTime";

/** Reads the credentials for an attempt. */
export type CredentialsReader = (signal: AbortSignal) => Promise<SourcedCredentials>;

/** Credentials that were refused. */
export interface Refused {
  readonly credentials: SourcedCredentials;
  /** The answer that refused them, to this query or to another one. */
  readonly refusal: DcsError;
}

/** For what credentials are read. */
export interface ReaderOptions {
  /** What messages call the query. */
  readonly what: string;
  /** What the service has refused for the same query, if it has. */
  readonly refused: Refused | undefined;
  /** Milliseconds that the source may take. */
  readonly timeoutMs: number;
}

/** Queries refused by one answer share the refreshed credentials for this long, in milliseconds. */
const SHARED_MS = 10_000;

/** The refreshes of each source, by the answer that asked for them. */
const refreshes = new WeakMap<
  CredentialsProvider,
  WeakMap<DcsError, SingleFlight<SourcedCredentials>>
>();

/**
 * Reads credentials for the attempts of one query. After a refusal they are refreshed, once for all
 * queries that one answer has stopped: further attempts do with what the source has then.
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
    `the ${source} were not given within ${timeoutMs / 1000} s, so ${what} was not sent; check ` +
      "where they come from: a function, IAM, or the metadata of an ECS",
  );
}

function requireCredentials(found: unknown, notes: readonly string[]): SourcedCredentials {
  const { source, ...values } = asGiven(found);
  const from = typeof source === "string" ? source : "the function that gives credentials";
  const checked =
    "authToken" in values ? checkToken(values["authToken"], from) : checkCredentials(values, from);
  if (checked) return checked;
  throw new DcsError(
    "INVALID_INPUT",
    `no credentials: the provider of the client's credentials gave none${notes.join("")}`,
    { property: "credentials" },
  );
}

/** A program may give anything. */
function asGiven(found: unknown): Readonly<Record<string, unknown>> {
  if (found === undefined || found === null) return {};
  if (typeof found === "object") return { ...found };
  throw new DcsError(
    "INVALID_INPUT",
    `"credentials" gave a ${typeof found} instead of an object with "accessKey" and "secretKey"`,
    { property: "credentials" },
  );
}
