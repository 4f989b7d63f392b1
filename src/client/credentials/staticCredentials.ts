import {
  checkCredentials,
  checkToken,
  type Credentials,
  type CredentialsProvider,
  type IamToken,
} from "../access/credentials";

/**
 * Always returns the given credentials.
 *
 * @param source - what error messages call them
 * @throws {DcsError} when called: `INVALID_INPUT` if they are incomplete or malformed
 */
export function staticCredentials(
  credentials: Credentials | IamToken,
  source = "the client's options",
): CredentialsProvider {
  return () =>
    Promise.resolve().then(() =>
      "authToken" in credentials
        ? checkToken(credentials.authToken, source)
        : checkCredentials(credentials, source),
    );
}
