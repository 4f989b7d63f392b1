import type { SourcedCredentials } from "../../settings/sources/credentials";

export { checkCredentials, checkToken } from "../../settings/sources/credentials";
export type {
  Credentials,
  IamToken,
  Sourced,
  SourcedCredentials,
} from "../../settings/sources/credentials";

/** What a provider is told when it is asked. */
export interface CredentialsRequest {
  /** The service rejected the last ones: what is cached must be refreshed. */
  readonly refresh?: boolean;
  /** Those that were rejected, so that ones that are newer already need no further renewal. */
  readonly refused?: SourcedCredentials | undefined;
  /** Called by a source that could not tell whether it has credentials, with the reason. */
  readonly onUnknown?: ((reason: string) => void) | undefined;
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
