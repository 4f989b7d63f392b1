import { DcsError } from "../errors";
import { resolveSettings } from "../settings/settings";
import { checkOptions } from "./checkOptions";
import { checkCredentials, checkToken, type CredentialsProvider } from "./access/credentials";
import { staticCredentials } from "./credentials/staticCredentials";
import { ServiceClock } from "./access/clockSkew";
import { KeyGuard } from "./access/keyGuard";
import type { QueryContext } from "./http/signedQuery";
import type { DcsClientOptions } from "./options";
import { credentialsOf, fetchOf } from "./settingsClient";

/** Where a client asks, and what its queries share. */
export interface Connection {
  readonly region: string;
  /** Absent: IAM is asked for it. */
  readonly projectId: string | undefined;
  /** Base URL of DCS. */
  readonly endpoint: string;
  readonly iamEndpoint: string;
  /** The project to ask IAM for, where there is no id. */
  readonly projectName: string;
  readonly requestsPerSecond: number;
  readonly context: QueryContext;
}

/**
 * Checks the options of a client, and takes from the environment what they leave out. Asks nothing
 * yet.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the option or the variable that is wrong
 */
export function resolveOptions(options: DcsClientOptions): Connection {
  checkOptions(options);
  const { credentials, env = process.env, now = Date.now, requestTimeoutMs = 10_000 } = options;
  const settings = resolveSettings({
    inputs: { ...options },
    kind: "option",
    env,
    hasCredentials: credentials !== undefined,
  });
  const { region, projectId, projectName, endpoint, iamEndpoint, requestsPerSecond = 5 } = settings;
  const fetch = options.fetch ?? fetchOf(settings.transport) ?? globalFetch;
  return {
    ...{ region, projectId, projectName, endpoint, iamEndpoint, requestsPerSecond },
    context: {
      credentials: credentials ? toProvider(credentials) : credentialsOf(settings, { fetch, now }),
      guard: new KeyGuard(now),
      serviceClock: new ServiceClock(),
      ...{ fetch, now, requestTimeoutMs, insecure: settings.transport.insecure },
    },
  };
}

/** Looked up at each call: a test or a tracer may put another in its place. */
const globalFetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);

function toProvider(
  credentials: NonNullable<DcsClientOptions["credentials"]>,
): CredentialsProvider {
  if (typeof credentials === "function") return credentials;
  const source = "the client's options";
  const checked =
    "authToken" in credentials
      ? checkToken(credentials.authToken, source)
      : checkCredentials(credentials, source);
  if (checked) return staticCredentials(credentials);
  throw new DcsError(
    "INVALID_INPUT",
    '"credentials" must hold "accessKey" and "secretKey", or "authToken"',
    {
      property: "credentials",
    },
  );
}
