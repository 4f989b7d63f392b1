import type { CredentialsProvider } from "../access/credentials";

/** Tries `providers` in order and returns the first credentials found. */
export function chainCredentials(
  ...providers: readonly CredentialsProvider[]
): CredentialsProvider {
  return async (options) => {
    for (const provider of providers) {
      const found = await provider(options);
      if (found) return found;
    }
    return undefined;
  };
}
