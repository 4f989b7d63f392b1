import { DcsError } from "../../errors";
import { ServiceClock } from "../access/clockSkew";
import { KeyGuard } from "../access/keyGuard";
import { signedQuery } from "../http/signedQuery";
import type { Agency } from "../../settings/sources/credentials";
import type { CredentialsProvider } from "../access/credentials";
import { type IamOptions, toTransport } from "./iamOptions";
import { renewCredentials } from "./renewCredentials";
import { parseTemporaryKeys } from "./temporaryKeys";

export type { Agency } from "../../settings/sources/credentials";

/** Options of {@link agencyCredentials}. */
export interface AgencyOptions extends Omit<IamOptions, "projectName">, Agency {
  /** Whose keys may assume the agency. */
  readonly base: CredentialsProvider;
}

const AN_HOUR = 3600;

/**
 * Assumes an agency: temporary keys, renewed before they end.
 *
 * Source: IAM API page CreateTemporaryAccessKeyByAgency; STS API page AssumeAgency.
 *
 * @returns none where `base` has none
 * @throws {DcsError} when the agency cannot be assumed
 */
export function agencyCredentials(options: AgencyOptions): CredentialsProvider {
  const { base, agencyName } = options;
  const transport = toTransport(options);
  const context = {
    ...transport,
    credentials: base,
    guard: new KeyGuard(transport.now),
    serviceClock: new ServiceClock(),
  };
  const isV5 = options.domainId !== undefined;
  const operation = isV5 ? "AssumeAgency" : "CreateTemporaryAccessKeyByAgency";

  const load = async () => {
    const own = await base();
    if (!own) return undefined;
    const answer = await signedQuery(context, {
      operation,
      method: "POST",
      url: isV5
        ? new URL(`${requireStsEndpoint(options)}/v5/agencies/assume`)
        : new URL(`${options.iamEndpoint}/v3.0/OS-CREDENTIAL/securitytokens`),
      body: isV5 ? stsBody(options) : iamBody(options),
      ifForbidden: `the user may not assume the agency "${agencyName}": give the permission`,
      retries: 2,
    });
    return parseTemporaryKeys(operation, answer, `the agency "${agencyName}", by ${own.source}`);
  };
  return renewCredentials(load, transport.now);
}

function iamBody({ agencyName, domainName, durationSeconds = AN_HOUR }: Agency): unknown {
  const role = {
    agency_name: agencyName,
    domain_name: domainName,
    duration_seconds: durationSeconds,
  };
  return { auth: { identity: { methods: ["assume_role"], assume_role: role } } };
}

function stsBody({ agencyName, domainId = "", durationSeconds = AN_HOUR }: Agency): unknown {
  return {
    agency_urn: `iam::${domainId}:agency:${agencyName}`,
    agency_session_name: agencyName,
    duration_seconds: durationSeconds,
  };
}

function requireStsEndpoint({ stsEndpoint }: AgencyOptions): string {
  if (stsEndpoint) return stsEndpoint;
  throw new DcsError("INVALID_INPUT", '"stsEndpoint" is required with "domainId"', {
    property: "stsEndpoint",
  });
}

/** `base` itself, or the agencies that are assumed with it, each with the keys of the one before. */
export function assume(
  base: CredentialsProvider,
  agencies: readonly Agency[],
  iam: Omit<IamOptions, "projectName">,
): CredentialsProvider {
  return agencies.reduce(
    (provider, agency) => agencyCredentials({ ...iam, ...agency, base: provider }),
    base,
  );
}
