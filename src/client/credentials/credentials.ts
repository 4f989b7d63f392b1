import { DcsError } from "../../errors";

/** A permanent access key, or a temporary one with its token. */
export interface Credentials {
  /** The key's id (AK); part of every request. */
  readonly accessKey: string;
  /** The key's secret (SK); only signs, and is never sent. */
  readonly secretKey: string;
  /** Compulsory for temporary keys. */
  readonly securityToken?: string | undefined;
}

/** A token of IAM, sent as `X-Auth-Token` in place of a signature. */
export interface IamToken {
  /** What IAM gave as `X-Subject-Token`. */
  readonly authToken: string;
}

/** Where credentials were found, for messages. */
export interface Sourced {
  /** Such as `the environment (HW_ACCESS_KEY, HW_SECRET_KEY)`. Never a value. */
  readonly source: string;
}

/** Credentials of either kind and where they were found. */
export type SourcedCredentials = (Credentials & Sourced) | (IamToken & Sourced);

/** What a provider is told when it is asked. */
export interface CredentialsRequest {
  /** The service has refused the last ones: what is cached must be read anew. */
  readonly refresh?: boolean;
  /** Those that were refused, so that ones that are newer already need no further renewal. */
  readonly refused?: SourcedCredentials | undefined;
}

/**
 * Looks for credentials in one place. Asked before every request, so that a wait outlives
 * credentials that are renewed meanwhile.
 *
 * @returns `undefined` when there are none in this place
 * @throws {DcsError} `INVALID_INPUT` when there is half of a pair
 */
export type CredentialsProvider = (
  request?: CredentialsRequest,
) => Promise<SourcedCredentials | undefined>;

/** The names that a source gives to the parts, for messages. */
export type CredentialNames = Record<"accessKey" | "secretKey" | "securityToken", string>;

const plainNames: CredentialNames = {
  accessKey: "accessKey",
  secretKey: "secretKey",
  securityToken: "securityToken",
};

/**
 * Checks what one source holds.
 *
 * @returns `undefined` when it holds nothing
 * @throws {DcsError} `INVALID_INPUT` naming what is missing or malformed; values are never shown
 */
export function checkCredentials(
  values: { readonly [name in keyof CredentialNames]?: unknown },
  source: string,
  names: CredentialNames = plainNames,
): (Credentials & Sourced) | undefined {
  const { accessKey, secretKey, securityToken } = values;
  if (!accessKey && !secretKey) return undefined;
  for (const name of ["accessKey", "secretKey"] as const) {
    if (values[name]) continue;
    const other = name === "accessKey" ? "secretKey" : "accessKey";
    throw invalid(names[name], `is missing in ${source} while "${names[other]}" is set; set both`);
  }
  for (const name of ["accessKey", "secretKey", "securityToken"] as const) {
    if (values[name] !== undefined) assertPlain(values[name], names[name], source);
  }
  return {
    accessKey: accessKey as string,
    secretKey: secretKey as string,
    ...(securityToken ? { securityToken: securityToken as string } : {}),
    source,
  };
}

/**
 * Checks a token that one source holds.
 *
 * @returns `undefined` when it holds none
 * @throws {DcsError} `INVALID_INPUT` naming it when it is malformed; its value is never shown
 */
export function checkToken(
  authToken: unknown,
  source: string,
  name = "authToken",
): (IamToken & Sourced) | undefined {
  if (!authToken) return undefined;
  assertPlain(authToken, name, source);
  return { authToken: authToken as string, source };
}

/** Whether both are the same key, or the same token, wherever they are from. */
export function isSameCredentials(
  one: SourcedCredentials,
  other: SourcedCredentials | undefined,
): boolean {
  return other !== undefined && identityOf(one) === identityOf(other);
}

function identityOf(credentials: SourcedCredentials): string {
  const key = "accessKey" in credentials ? credentials.accessKey : undefined;
  return JSON.stringify([key, ...secretsOf(credentials)]);
}

/** What of credentials no message may show. */
export function secretsOf(credentials: SourcedCredentials): (string | undefined)[] {
  return "authToken" in credentials
    ? [credentials.authToken]
    : [credentials.secretKey, credentials.securityToken];
}

function assertPlain(value: unknown, name: string, source: string): void {
  if (typeof value === "string" && /^[\x21-\x7e]*$/.test(value)) return;
  throw invalid(name, `in ${source} must be text without spaces or line ends`);
}

function invalid(property: string, reason: string): DcsError {
  return new DcsError("INVALID_INPUT", `"${property}" ${reason}`, { property });
}
