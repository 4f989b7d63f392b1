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

/** A user of IAM. */
export interface IamUser {
  /** Its name in the account. */
  readonly userName: string;
  /** Sent to IAM only. */
  readonly password: string;
  /** Name of the account. Either this or `domainId`. */
  readonly domainName?: string | undefined;
  /** Id of the account. */
  readonly domainId?: string | undefined;
}

/** An agency (a role that an account delegates), and the account that has it. */
export interface Agency {
  /** Its name in the account that delegates. */
  readonly agencyName: string;
  /** Name of the account that delegates. Either this or `domainId`. */
  readonly domainName?: string | undefined;
  /** Id of the account that delegates: the agency is then assumed through STS, not IAM. */
  readonly domainId?: string | undefined;
  /** Life of the keys in seconds, 900 to 86400. Default 3600. */
  readonly durationSeconds?: number | undefined;
}

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
  return authToken ? { authToken: parsePlain(authToken, name, source), source } : undefined;
}

function parsePlain(value: unknown, name: string, source: string): string {
  if (typeof value === "string" && /^[\x21-\x7e]*$/.test(value)) return value;
  throw invalid(name, `in ${source} must be text without spaces or line ends`);
}

function invalid(property: string, reason: string): DcsError {
  return new DcsError("INVALID_INPUT", `"${property}" ${reason}`, { property });
}
