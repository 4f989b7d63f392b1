import type { CredentialsProvider } from "../access/credentials";

/** The first of `providers` that has any. */
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
