import { checkCredentials, type Credentials, type CredentialsProvider } from "./credentials";

/** Always the given ones. `source` is what messages call them. */
export function staticCredentials(
  credentials: Credentials,
  source = "the client's options",
): CredentialsProvider {
  return () => Promise.resolve().then(() => checkCredentials(credentials, source));
}
