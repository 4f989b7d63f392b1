import { DcsError } from "../../errors";
import { ServiceClock } from "../access/clockSkew";
import { KeyGuard } from "../access/keyGuard";
import { nameOf } from "../http/exchange";
import { type SignedQuery, signedQuery } from "../http/signedQuery";
import type { Agency } from "../../settings/sources/credentials";
import type { CredentialsProvider } from "../access/credentials";
import { assertOptions, functionProblem, type OptionTable, textProblem } from "../../optionChecks";
import { iamChecks, type IamOptions, toTransport } from "./iamOptions";
import { renewCredentials } from "./renewCredentials";
import { parseTemporaryKeys } from "./temporaryKeys";

export type { Agency } from "../../settings/sources/credentials";

/** Options of {@link agencyCredentials}. */
export interface AgencyOptions extends Omit<IamOptions, "projectName">, Agency {
  /** Gives the keys that the agency is assumed with. */
  readonly base: CredentialsProvider;
}

const DEFAULT_DURATION_SECONDS = 3600;

const table: OptionTable<AgencyOptions> = {
  what: "the options of agencyCredentials",
  checks: {
    ...iamChecks,
    base: functionProblem,
    agencyName: textProblem,
    domainName: textProblem,
    domainId: textProblem,
    durationSeconds: (value) =>
      typeof value === "number" && value >= 900 && value <= 86_400
        ? undefined
        : "must be a number of seconds from 900 to 86400",
  },
  required: ["iamEndpoint", "base", "agencyName"],
};

/**
 * Assumes an agency and returns its temporary keys, which are refreshed before they expire.
 *
 * Source: IAM API page CreateTemporaryAccessKeyByAgency; STS API page AssumeAgency.
 *
 * @returns a provider that resolves to `undefined` if `base` does
 * @throws {DcsError} `INVALID_INPUT` for a wrong option; when called: `FORBIDDEN` if the user may not assume the agency, and whatever the
 *   request to IAM or STS fails with
 */
export function agencyCredentials(options: AgencyOptions): CredentialsProvider {
  assertOptions(options, table);
  const { base, agencyName } = options;
  const transport = toTransport(options);
  const context = {
    ...transport,
    credentials: base,
    guard: new KeyGuard(transport.now),
    serviceClock: new ServiceClock(transport.now),
  };
  const isV5 = options.domainId !== undefined;
  const operation = isV5 ? "AssumeAgency" : "CreateTemporaryAccessKeyByAgency";

  const load = async () => {
    const own = await base();
    if (!own) return undefined;
    const call: SignedQuery = {
      operation,
      method: "POST",
      url: isV5
        ? new URL(`${requireStsEndpoint(options)}/v5/agencies/assume`)
        : new URL(`${options.iamEndpoint}/v3.0/OS-CREDENTIAL/securitytokens`),
      body: isV5 ? stsBody(options) : iamBody(options),
      ifForbidden: `the user may not assume the agency "${agencyName}": give the permission`,
      retries: 2,
    };
    const answer = await signedQuery(context, call);
    return parseTemporaryKeys(nameOf(call), answer, `the agency "${agencyName}", by ${own.source}`);
  };
  return renewCredentials(load, transport.now);
}

function iamBody({
  agencyName,
  domainName,
  durationSeconds = DEFAULT_DURATION_SECONDS,
}: Agency): unknown {
  const role = {
    agency_name: agencyName,
    domain_name: domainName,
    duration_seconds: durationSeconds,
  };
  return { auth: { identity: { methods: ["assume_role"], assume_role: role } } };
}

function stsBody({
  agencyName,
  domainId = "",
  durationSeconds = DEFAULT_DURATION_SECONDS,
}: Agency): unknown {
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

/** Assumes the agencies in order, each with the keys of the one before; without any, `base`. */
export function assumeAgencies(
  base: CredentialsProvider,
  agencies: readonly Agency[],
  iam: Omit<IamOptions, "projectName">,
): CredentialsProvider {
  return agencies.reduce(
    (provider, agency) => agencyCredentials({ ...iam, ...agency, base: provider }),
    base,
  );
}
