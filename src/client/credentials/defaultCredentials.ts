import { findAgencies } from "../../settings/agencies";
import type { Agency } from "../../settings/sources/credentials";
import { findIdentity } from "../../settings/identity";
import { createLayers } from "../../settings/layers";
import type { Environment } from "../../settings/sources/source";
import type { CredentialsProvider } from "../access/credentials";
import type { IamOptions } from "./iamOptions";
import { settingsCredentials } from "./settingsCredentials";

/** Options of {@link defaultCredentials}. */
export interface DefaultCredentialsOptions extends IamOptions {
  /** Default `process.env`. */
  readonly env?: Environment | undefined;
  /** To be assumed with what is found. Default: the one that the environment names. */
  readonly agency?: Agency | undefined;
}

/**
 * The first of: a token of the environment, a KooCLI profile that the environment names, its keys,
 * its user and password, keys in the variables of the vendor's SDKs, the credentials file of these,
 * the metadata of an ECS. With what is found, an agency is assumed if the profile or the environment
 * names one.
 *
 * @throws {DcsError} `INVALID_INPUT` when the environment names an agency or a profile that cannot be
 *   used
 */
export function defaultCredentials(options: DefaultCredentialsOptions): CredentialsProvider {
  const { env = process.env, agency } = options;
  const find = () => createLayers({ inputs: {}, env });
  const agencies = agency ? [agency] : findAgencies(find());
  return settingsCredentials({ identity: () => findIdentity(find()), agencies }, options);
}
