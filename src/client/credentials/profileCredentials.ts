import { readProfile } from "../../settings/sources/profile";
import type { Environment } from "../../settings/sources/source";
import type { CredentialsProvider } from "../access/credentials";

/** Names a profile of KooCLI, the vendor's command line. */
export interface ProfileOptions {
  /** Default: the file's current one. */
  readonly profile?: string | undefined;
  /** Default `~/.hcloud/config.json`. */
  readonly sharedConfigFile?: string | undefined;
  /** Where the home folder is from. Default `process.env`. */
  readonly env?: Environment | undefined;
}

/**
 * Reads a profile of KooCLI's configuration file, again for each request. A profile of mode `SSO`
 * has temporary keys, which `hcloud` renews in the file.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the file and the profile when it cannot be used
 */
export function profileCredentials(options: ProfileOptions = {}): CredentialsProvider {
  const { profile, sharedConfigFile, env = process.env } = options;
  const request = {
    profile: profile ? { value: profile, name: "profile" } : undefined,
    file: sharedConfigFile ? { value: sharedConfigFile, name: "sharedConfigFile" } : undefined,
    env,
  };
  return () => Promise.resolve().then(() => readProfile(request).credentials());
}
