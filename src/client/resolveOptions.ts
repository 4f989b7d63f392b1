import { resolveSettings } from "../settings/settings";
import { checkOptions } from "./checkOptions";
import type { CredentialsProvider } from "./access/credentials";
import { staticCredentials } from "./credentials/staticCredentials";
import { ServiceClock } from "./access/clockSkew";
import { KeyGuard } from "./access/keyGuard";
import type { QueryContext } from "./http/signedQuery";
import type { DcsClientOptions } from "./options";
import { HINTS } from "./hints";
import { credentialsOf, fetchOf, type SettingsClientOptions } from "./settingsClient";

/** The complete options of a client, and what its queries share. */
export interface Connection {
  readonly region: string;
  /** Absent: look it up in IAM. */
  readonly projectId: string | undefined;
  /** Base URL of DCS. */
  readonly endpoint: string;
  readonly iamEndpoint: string;
  /** The project to look up if there is no id. */
  readonly projectName: string;
  readonly requestsPerSecond: number;
  readonly context: QueryContext;
}

/**
 * Checks the options of a client and completes them from the environment. Makes no request.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the option or the variable that is wrong
 */
export function resolveOptions(options: SettingsClientOptions): Connection {
  checkOptions(options);
  const { credentials, env = process.env, now = Date.now, requestTimeoutMs = 10_000 } = options;
  const settings = resolveSettings({
    inputs: { ...options },
    kind: "option",
    env,
    hasCredentials: credentials !== undefined,
  });
  const { region, projectId, projectName, endpoint, iamEndpoint, requestsPerSecond = 5 } = settings;
  const { [HINTS]: hints = settings.hints } = options;
  const fetch = options.fetch ?? fetchOf(settings.transport) ?? globalFetch;
  return {
    ...{ region, projectId, projectName, endpoint, iamEndpoint, requestsPerSecond },
    context: {
      credentials: credentials ? toProvider(credentials) : credentialsOf(settings, { fetch, now }),
      guard: new KeyGuard(now),
      serviceClock: new ServiceClock(now),
      ...{ fetch, now, requestTimeoutMs, insecure: settings.transport.insecure },
      ...{ hints, waysToSetRate: hints.waysToSetRate },
    },
  };
}

/** Looks the global up at each call, since a test or a tracer may replace it. */
const globalFetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);

function toProvider(
  credentials: NonNullable<DcsClientOptions["credentials"]>,
): CredentialsProvider {
  return typeof credentials === "function" ? credentials : staticCredentials(credentials);
}
