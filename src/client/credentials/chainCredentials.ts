import { assertNoProblem } from "../../checks";
import { functionProblem } from "../../optionChecks";
import type { CredentialsProvider } from "../access/credentials";

/**
 * Tries `providers` in order and returns the first credentials found.
 *
 * @throws {DcsError} `INVALID_INPUT` if one is not a function
 */
export function chainCredentials(
  ...providers: readonly CredentialsProvider[]
): CredentialsProvider {
  for (const [index, provider] of providers.entries()) {
    assertNoProblem(`providers[${index}]`, functionProblem(provider));
  }
  return async (options) => {
    for (const provider of providers) {
      const found = await provider(options);
      if (found) return found;
    }
    return undefined;
  };
}
