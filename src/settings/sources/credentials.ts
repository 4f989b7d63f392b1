import { DcsError } from "../../errors";

/** A permanent access key, or a temporary one with its security token. */
export interface Credentials {
  /** Access key id (AK), sent with every request. */
  readonly accessKey: string;
  /** Secret key (SK), which only signs and is never sent. */
  readonly secretKey: string;
  /** Security token; required for temporary keys. */
  readonly securityToken?: string | undefined;
}

/** An IAM token, sent as `X-Auth-Token` instead of a signature. */
export interface IamToken {
  /** The value of `X-Subject-Token` in IAM's answer. */
  readonly authToken: string;
}

/** Where credentials were found, for messages. */
export interface Sourced {
  /** The place, such as `the environment (HW_ACCESS_KEY, HW_SECRET_KEY)`; never a value. */
  readonly source: string;
}

/** Credentials of either kind, and where they were found. */
export type SourcedCredentials = (Credentials & Sourced) | (IamToken & Sourced);

/** An IAM user. */
export interface IamUser {
  /** Name of the user in the account. */
  readonly userName: string;
  /** Password, sent to IAM only. */
  readonly password: string;
  /** Name of the account. Set either this or `domainId`. */
  readonly domainName?: string | undefined;
  /** Id of the account. Set either this or `domainName`. */
  readonly domainId?: string | undefined;
}

/** An agency (a role that an account delegates), and the delegating account. */
export interface Agency {
  /** Name of the agency in the delegating account. */
  readonly agencyName: string;
  /** Name of the delegating account. Set either this or `domainId`. */
  readonly domainName?: string | undefined;
  /** Id of the delegating account. The agency is then assumed through STS instead of IAM. */
  readonly domainId?: string | undefined;
  /** Lifetime of the keys in seconds, 900 to 86400. Default 3600. */
  readonly durationSeconds?: number | undefined;
}

/** The names of the parts in a source, for messages. */
export type CredentialNames = Record<"accessKey" | "secretKey" | "securityToken", string>;

const plainNames: CredentialNames = {
  accessKey: "accessKey",
  secretKey: "secretKey",
  securityToken: "securityToken",
};

/**
 * Checks the keys of one source.
 *
 * @returns `undefined` if it holds none
 * @throws {DcsError} `INVALID_INPUT` naming the missing or malformed part; values are never shown
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
  return {
    accessKey: parsePlain(accessKey, names.accessKey, source),
    secretKey: parsePlain(secretKey, names.secretKey, source),
    ...(securityToken !== undefined &&
      securityToken !== "" && {
        securityToken: parsePlain(securityToken, names.securityToken, source),
      }),
    source,
  };
}

/**
 * Checks the token of one source.
 *
 * @returns `undefined` if it holds none
 * @throws {DcsError} `INVALID_INPUT` naming a malformed token; its value is never shown
 */
export function checkToken(
  authToken: unknown,
  source: string,
  name = "authToken",
): (IamToken & Sourced) | undefined {
  return authToken ? { authToken: parsePlain(authToken, name, source), source } : undefined;
}

function parsePlain(value: unknown, name: string, source: string): string {
  if (typeof value === "string" && /^[\x21-\x7e]*$/.test(value)) return value;
  throw invalid(
    name,
    `in ${source} must be text of ASCII characters, without spaces or line breaks`,
  );
}

function invalid(property: string, reason: string): DcsError {
  return new DcsError("INVALID_INPUT", `"${property}" ${reason}`, { property });
}
