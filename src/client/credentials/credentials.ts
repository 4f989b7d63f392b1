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

/** Credentials and where they were found, for messages. */
export interface SourcedCredentials extends Credentials {
  /** Such as `the environment (HW_ACCESS_KEY, HW_SECRET_KEY)`. Never a value. */
  readonly source: string;
}

/**
 * Looks for credentials in one place. Asked before every request, so that a wait outlives keys
 * that are renewed meanwhile. `refresh` is set after the service has refused the last ones: what is
 * cached must be read anew.
 *
 * @returns `undefined` when there are none in this place
 * @throws {DcsError} `INVALID_INPUT` when there is half of a pair
 */
export type CredentialsProvider = (options?: {
  readonly refresh?: boolean;
}) => Promise<SourcedCredentials | undefined>;

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
): SourcedCredentials | undefined {
  const { accessKey, secretKey, securityToken } = values;
  if (!accessKey && !secretKey) return undefined;
  for (const name of ["accessKey", "secretKey"] as const) {
    if (values[name]) continue;
    const other = name === "accessKey" ? "secretKey" : "accessKey";
    throw invalid(names[name], `is missing in ${source} while "${names[other]}" is set; set both`);
  }
  for (const name of ["accessKey", "secretKey", "securityToken"] as const) {
    const value = values[name];
    if (value === undefined || (typeof value === "string" && /^[\x21-\x7e]*$/.test(value)))
      continue;
    throw invalid(names[name], `in ${source} must be text without spaces or line ends`);
  }
  return {
    accessKey: accessKey as string,
    secretKey: secretKey as string,
    ...(securityToken ? { securityToken: securityToken as string } : {}),
    source,
  };
}

function invalid(property: string, reason: string): DcsError {
  return new DcsError("INVALID_INPUT", `"${property}" ${reason}`, { property });
}
