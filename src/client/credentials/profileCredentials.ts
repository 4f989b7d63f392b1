import { readProfile } from "../../settings/sources/profile";
import type { Environment } from "../../settings/sources/source";
import {
  assertOptions,
  environmentProblem,
  type OptionTable,
  textProblem,
} from "../../optionChecks";
import type { CredentialsProvider } from "../access/credentials";

/** Which profile of KooCLI, the vendor's command line, to read. */
export interface ProfileOptions {
  /** Name of the profile. Default: the file's current profile. */
  readonly profile?: string | undefined;
  /** Path of the configuration file. Default `~/.hcloud/config.json`. */
  readonly sharedConfigFile?: string | undefined;
  /** Environment variables, for the home folder. Default `process.env`. */
  readonly env?: Environment | undefined;
}

const table: OptionTable<ProfileOptions> = {
  what: "the options of profileCredentials",
  checks: { profile: textProblem, sharedConfigFile: textProblem, env: environmentProblem },
};

/**
 * Reads a profile of KooCLI's configuration file for each request. A profile in mode `SSO` has
 * temporary keys, which `hcloud` refreshes in the file.
 *
 * @throws {DcsError} when called: `INVALID_INPUT` naming the file and the profile if it cannot be used
 */
export function profileCredentials(options: ProfileOptions = {}): CredentialsProvider {
  assertOptions(options, table);
  const { profile, sharedConfigFile, env = process.env } = options;
  const request = {
    profile: profile ? { value: profile, name: "profile" } : undefined,
    file: sharedConfigFile ? { value: sharedConfigFile, name: "sharedConfigFile" } : undefined,
    env,
  };
  return () => Promise.resolve().then(() => readProfile(request).credentials());
}
