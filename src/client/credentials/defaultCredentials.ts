import { type Agency, assume, checkAgency } from "./agencyCredentials";
import { chainCredentials } from "./chainCredentials";
import type { CredentialsProvider } from "./credentials";
import { type Environment, environmentCredentials } from "./environmentCredentials";
import { fileCredentials } from "./fileCredentials";
import type { IamOptions } from "./iamOptions";
import { metadataCredentials } from "./metadataCredentials";
import { checkUser, type IamUser, passwordCredentials } from "./passwordCredentials";
import { profileCredentials, type ProfileOptions, readProfile } from "./profileCredentials";

/** Options of {@link defaultCredentials}. */
export interface DefaultCredentialsOptions extends IamOptions {
  /** Default `process.env`. */
  readonly env?: Environment | undefined;
  /** To be assumed with what is found. Default: the one that the environment names. */
  readonly agency?: Agency | undefined;
}

/**
 * Where nothing else is said, the first found of: a KooCLI profile that the environment names, the
 * variables of the environment, the user and password there, the credentials file of the vendor's
 * SDKs, the metadata of an ECS. With what is found, an agency is assumed if there is one.
 *
 * @throws {DcsError} `INVALID_INPUT` when the environment names a profile that cannot be used
 */
export function defaultCredentials(options: DefaultCredentialsOptions): CredentialsProvider {
  const { env = process.env, agency = environmentAgency(env) } = options;
  const profile = environmentProfile(env);
  if (profile) return assumingProfile(profile, agency, options);
  const found = chainCredentials(
    environmentCredentials(env),
    passwordCredentials({
      ...options,
      user: () => environmentUser(env),
      source: "the environment (HW_USER_NAME, HW_USER_PASSWORD)",
    }),
    fileCredentials(env),
    ...(env["PULUMI_DCS_METADATA"] === "off"
      ? []
      : [metadataCredentials({ endpoint: env["PULUMI_DCS_METADATA"], now: options.now })]),
  );
  return assume(found, agency, options);
}

/** A profile's keys, or those of its agency, or of `agency` where it has none of its own. */
export function assumingProfile(
  profile: ProfileOptions,
  agency: Agency | undefined,
  iam: IamOptions,
): CredentialsProvider {
  const own = readProfile(profile).agency;
  return assume(profileCredentials(profile), own ?? agency, iam);
}

/** The profile that the environment names: with either variable, a profile is meant. */
export function environmentProfile(env: Environment): ProfileOptions | undefined {
  const { HW_PROFILE: profile, HW_SHARED_CONFIG_FILE: sharedConfigFile } = env;
  if (!profile && !sharedConfigFile) return undefined;
  return { profile: profile || undefined, sharedConfigFile: sharedConfigFile || undefined, env };
}

/** @throws {DcsError} `INVALID_INPUT` when the environment has a password, but not whose it is */
export function environmentUser(env: Environment): IamUser | undefined {
  return checkUser(
    {
      userName: env["HW_USER_NAME"],
      password: env["HW_USER_PASSWORD"],
      domainName: env["HW_DOMAIN_NAME"],
      domainId: env["HW_DOMAIN_ID"],
    },
    {
      userName: "HW_USER_NAME",
      password: "HW_USER_PASSWORD",
      domainName: "HW_DOMAIN_NAME",
      domainId: "HW_DOMAIN_ID",
    },
  );
}

/** @throws {DcsError} `INVALID_INPUT` when the agency that the environment names is not complete */
export function environmentAgency(env: Environment): Agency | undefined {
  return checkAgency(
    {
      agencyName: env["HW_ASSUME_ROLE_AGENCY_NAME"],
      domainName: env["HW_ASSUME_ROLE_DOMAIN_NAME"],
      domainId: env["HW_ASSUME_ROLE_DOMAIN_ID"],
      durationSeconds: env["HW_ASSUME_ROLE_DURATION"] || undefined,
    },
    "the environment (HW_ASSUME_ROLE_AGENCY_NAME)",
  );
}
