import { assertNoProblem } from "../../checks";
import { objectProblem, textProblem } from "../../optionChecks";
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
 * @throws {DcsError} `INVALID_INPUT` if they are incomplete or malformed
 */
export function staticCredentials(
  credentials: Credentials | IamToken,
  source = "the client's options",
): CredentialsProvider {
  assertNoProblem("source", textProblem(source));
  assertNoProblem("credentials", objectProblem(credentials));
  const read = () =>
    "authToken" in credentials
      ? checkToken(credentials.authToken, source)
      : checkCredentials(credentials, source);
  const missing = 'must hold "accessKey" and "secretKey", or "authToken"';
  assertNoProblem("credentials", read() ? undefined : missing);
  return () => Promise.resolve().then(read);
}
