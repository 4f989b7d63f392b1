import { DcsError } from "../../errors";
import { ServiceClock } from "../http/clockSkew";
import { KeyGuard } from "../http/keyGuard";
import { signedQuery } from "../http/signedQuery";
import type { CredentialsProvider } from "./credentials";
import { type IamOptions, toTransport } from "./iamOptions";
import { renewCredentials } from "./renewCredentials";
import { parseTemporaryKeys } from "./temporaryKeys";

/** An agency (a role that an account delegates), and the account that has it. */
export interface Agency {
  /** Its name in the account that delegates. */
  readonly agencyName: string;
  /** Name of the account that delegates. Either this or `domainId`. */
  readonly domainName?: string | undefined;
  /** Id of the account that delegates: the agency is assumed by way of STS, not IAM. */
  readonly domainId?: string | undefined;
  /** Life of the keys in seconds, 900 to 86400. Default 3600. */
  readonly durationSeconds?: number | undefined;
}

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

/** `base` itself, or the agency that is assumed with it. */
export function assume(
  base: CredentialsProvider,
  agency: Agency | undefined,
  iam: IamOptions,
): CredentialsProvider {
  return agency ? agencyCredentials({ ...iam, ...agency, base }) : base;
}

/**
 * Checks the agency that one source names.
 *
 * @returns `undefined` when it names none
 * @throws {DcsError} `INVALID_INPUT` when it is not complete
 */
export function checkAgency(
  values: { readonly [name in keyof Agency]?: unknown },
  source: string,
): Agency | undefined {
  const { agencyName, domainName, domainId, durationSeconds } = values;
  if (!agencyName) return undefined;
  const domain = domainId || domainName;
  if (typeof agencyName !== "string" || typeof domain !== "string") {
    throw invalid(`the agency in ${source} needs a name, and the name or id of its account`);
  }
  const seconds = durationSeconds === undefined ? undefined : Number(durationSeconds);
  if (
    seconds !== undefined &&
    !(Number.isInteger(seconds) && seconds >= 900 && seconds <= 86_400)
  ) {
    throw invalid(`the duration of the agency in ${source} must be 900 to 86400 seconds`);
  }
  return {
    agencyName,
    ...(domainId ? { domainId: domain } : { domainName: domain }),
    durationSeconds: seconds,
  };
}

function invalid(message: string): DcsError {
  return new DcsError("INVALID_INPUT", message, { property: "assumeRole" });
}
