import {
  checkCredentials,
  checkToken,
  type Credentials,
  type CredentialsProvider,
  type IamToken,
} from "../access/credentials";

/** Always the given ones. `source` is what messages call them. */
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
