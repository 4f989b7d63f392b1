import type { SourcedCredentials } from "../../settings/sources/credentials";

export { checkCredentials, checkToken } from "../../settings/sources/credentials";
export type {
  Credentials,
  IamToken,
  Sourced,
  SourcedCredentials,
} from "../../settings/sources/credentials";

/** What a {@link CredentialsProvider} is called with. */
export interface CredentialsRequest {
  /** The service rejected the last credentials: refresh what is cached. Default `false`. */
  readonly refresh?: boolean;
  /** The rejected credentials. If the cache already holds others, it need not be refreshed. */
  readonly refused?: SourcedCredentials | undefined;
  /** Called with the reason if a source cannot find out whether it has credentials. */
  readonly onUnknown?: ((reason: string) => void) | undefined;
}

/**
 * Looks for credentials in one place. Called before every request, so that a long wait uses
 * refreshed credentials.
 *
 * @returns `undefined` if the place holds none
 * @throws {DcsError} `INVALID_INPUT` if only one half of a key pair is set
 */
export type CredentialsProvider = (
  request?: CredentialsRequest,
) => Promise<SourcedCredentials | undefined>;

/** Compares the keys or tokens, not their sources. */
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

/** The parts that must appear in no message. */
export function secretsOf(credentials: SourcedCredentials): (string | undefined)[] {
  return "authToken" in credentials
    ? [credentials.authToken]
    : [credentials.secretKey, credentials.securityToken];
}
