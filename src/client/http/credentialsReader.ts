import { DcsError } from "../../errors";
import {
  checkCredentials,
  checkToken,
  type CredentialsProvider,
  type SourcedCredentials,
} from "../credentials/credentials";
import { withinTime } from "./withinTime";

/** Reads the credentials for an attempt. */
export type CredentialsReader = (signal: AbortSignal) => Promise<SourcedCredentials>;

/** For what credentials are read. */
export interface ReaderOptions {
  /** What messages call the query. */
  readonly what: string;
  /** Those that the service has refused for the same query, if it has. */
  readonly refused: SourcedCredentials | undefined;
  /** Milliseconds that the source may take. */
  readonly timeoutMs: number;
}

/**
 * Reads credentials for the attempts of one query. After a refusal they are refreshed, once: further
 * attempts do with what the source has then.
 */
export function credentialsReader(
  provider: CredentialsProvider,
  { what, refused, timeoutMs }: ReaderOptions,
): CredentialsReader {
  let refresh = refused !== undefined;
  return async (signal) => {
    const notes: string[] = [];
    const onUnknown = (reason: string): void => void notes.push(`; ${reason}`);
    const ask = async () => provider({ refresh, ...(refresh && { refused }), onUnknown });
    const found = await withinTime(ask, {
      signal,
      ms: timeoutMs,
      error: () => notGiven(what, { refused, timeoutMs }),
    });
    refresh = false;
    return requireCredentials(found, notes);
  };
}

function notGiven(what: string, { refused, timeoutMs }: Omit<ReaderOptions, "what">): DcsError {
  const source = refused ? `credentials from ${refused.source}` : "credentials";
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
