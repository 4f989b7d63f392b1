import { DcsError } from "../errors";
import { ServiceClock } from "./http/clockSkew";
import { createFetch } from "./http/createFetch";
import { checkCredentials, checkToken, type CredentialsProvider } from "./credentials/credentials";
import { defaultCredentials } from "./credentials/defaultCredentials";
import type { IamOptions } from "./credentials/iamOptions";
import { staticCredentials } from "./credentials/staticCredentials";
import type { DcsClientOptions } from "./options";
import { dcsEndpoint, endpointBeside, iamEndpoint, parseEndpoint, stsEndpoint } from "./endpoints";
import { assertNoProblem, idProblem, rateProblem, regionProblem } from "./checks";
import { KeyGuard } from "./http/keyGuard";
import type { QueryContext } from "./http/signedQuery";

/** Where a client asks, and what its queries share. */
export interface Connection {
  readonly region: string;
  /** Base URL of DCS. */
  readonly endpoint: string;
  readonly iamEndpoint: string;
  /** The project to ask IAM for, when the options name no id. */
  readonly projectName: string;
  readonly requestsPerSecond: number;
  readonly context: QueryContext;
}

/**
 * Checks the options of a client, and fills in what they leave out. Asks nothing yet.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the option that is wrong
 */
export function resolveOptions(options: DcsClientOptions): Connection {
  const { region, projectId, projectName = region, requestsPerSecond = 5 } = options;
  assertNoProblem("region", regionProblem(region));
  if (projectId !== undefined) assertNoProblem("projectId", idProblem(projectId));
  const endpoints = endpointsOf(options);
  assertNoProblem("requestsPerSecond", rateProblem(requestsPerSecond));
  const { now = Date.now, requestTimeoutMs = 10_000 } = options;
  const fetch = options.fetch ?? createFetch({ env: process.env }) ?? globalFetch;
  const { iamEndpoint, stsEndpoint } = endpoints;
  const iam = { iamEndpoint, stsEndpoint, projectName, fetch, now };
  return {
    ...{ region, endpoint: endpoints.endpoint, iamEndpoint, projectName, requestsPerSecond },
    context: {
      credentials: toProvider(options.credentials, iam),
      guard: new KeyGuard(now),
      serviceClock: new ServiceClock(),
      ...{ fetch, now, requestTimeoutMs },
    },
  };
}

function endpointsOf({ region, endpoint, iamEndpoint: ownIam }: DcsClientOptions): {
  readonly endpoint: string;
  readonly iamEndpoint: string;
  readonly stsEndpoint: string;
} {
  return {
    endpoint: parseEndpoint("endpoint", endpoint ?? dcsEndpoint({ region })),
    iamEndpoint: parseEndpoint(
      "iamEndpoint",
      ownIam ?? (endpoint ? endpointBeside(endpoint, "iam") : iamEndpoint({ region })),
    ),
    stsEndpoint: endpoint ? endpointBeside(endpoint, "sts") : stsEndpoint({ region }),
  };
}

/** Looked up at each call: a test or a tracer may put another in its place. */
const globalFetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);

function toProvider(
  credentials: DcsClientOptions["credentials"],
  iam: IamOptions,
): CredentialsProvider {
  if (credentials === undefined) return defaultCredentials(iam);
  if (typeof credentials === "function") return credentials;
  const source = "the client's options";
  const checked =
    "authToken" in credentials
      ? checkToken(credentials.authToken, source)
      : checkCredentials(credentials, source);
  if (checked) return staticCredentials(credentials);
  throw new DcsError("INVALID_INPUT", '"credentials" must hold "accessKey" and "secretKey"', {
    property: "credentials",
  });
}
