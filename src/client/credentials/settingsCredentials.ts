import { DcsError } from "../../errors";
import type { Settings } from "../../settings/settings";
import { assumeAgencies } from "./agencyCredentials";
import type { CredentialsProvider } from "../access/credentials";
import type { IamOptions } from "./iamOptions";
import { metadataCredentials } from "./metadataCredentials";
import { passwordCredentials } from "./passwordCredentials";

/** The settings that name the credentials. */
export type CredentialSettings = Pick<Settings, "identity" | "agencies">;

/**
 * The credentials that the settings name, looked up for each request, so that changed keys and tokens
 * in files and variables take effect.
 *
 * @returns a provider that resolves to `undefined` if the settings name none
 */
export function settingsCredentials(
  { identity, agencies }: CredentialSettings,
  iam: IamOptions,
  agencyIam: Omit<IamOptions, "projectName"> = iam,
): CredentialsProvider {
  // Reuse the providers: each caches its token.
  const users = new Map<string, CredentialsProvider>();
  const ecs = new Map<string | undefined, CredentialsProvider>();
  const userOf = (source: string): CredentialsProvider =>
    passwordCredentials({
      ...iam,
      source,
      user: () => {
        const found = identity();
        return found?.kind === "user" ? found.user : undefined;
      },
    });
  const base: CredentialsProvider = async (request) => {
    const found = await Promise.resolve().then(identity);
    if (!found) return undefined;
    switch (found.kind) {
      case "credentials":
        return found.credentials;
      case "user":
        return keep(users, found.source, () => userOf(found.source))(request);
      case "metadata": {
        const { endpoint } = found;
        return keep(ecs, endpoint, () => metadataCredentials({ endpoint, now: iam.now }))(request);
      }
    }
  };
  return assumeAgencies(base, agencies, agencyIam);
}

/**
 * A provider that fails if there are no credentials.
 *
 * @throws {DcsError} when called: `INVALID_INPUT` with `advice`
 */
export function requiringCredentials(
  provider: CredentialsProvider,
  advice: string,
): CredentialsProvider {
  return async (request) => {
    const notes: string[] = [];
    const onUnknown = (reason: string): void => void notes.push(`; ${reason}`);
    const found = await provider({ ...request, onUnknown });
    if (found) return found;
    const message = `no credentials: ${advice}${notes.join("")}`;
    throw new DcsError("INVALID_INPUT", message, { property: "accessKey" });
  };
}

function keep<Key, Value>(kept: Map<Key, Value>, key: Key, create: () => Value): Value {
  const value = kept.get(key) ?? create();
  kept.set(key, value);
  return value;
}
