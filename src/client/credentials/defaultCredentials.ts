import { findAgencies } from "../../settings/agencies";
import type { Agency } from "../../settings/sources/credentials";
import { findIdentity } from "../../settings/identity";
import { createLayers } from "../../settings/layers";
import type { Environment } from "../../settings/sources/source";
import type { CredentialsProvider } from "../access/credentials";
import {
  assertOptions,
  environmentProblem,
  objectProblem,
  type OptionTable,
} from "../../optionChecks";
import { iamChecks, type IamOptions } from "./iamOptions";
import { settingsCredentials } from "./settingsCredentials";

/** Options of {@link defaultCredentials}. */
export interface DefaultCredentialsOptions extends IamOptions {
  /** Environment variables. Default `process.env`. */
  readonly env?: Environment | undefined;
  /** Agency to assume with the credentials found. Default: the one that the environment names. */
  readonly agency?: Agency | undefined;
}

const table: OptionTable<DefaultCredentialsOptions> = {
  what: "the options of defaultCredentials",
  checks: { ...iamChecks, env: environmentProblem, agency: objectProblem },
  required: ["iamEndpoint", "projectName"],
};

/**
 * Searches in this order: an IAM token in the environment, the KooCLI profile that the environment
 * names, keys in the environment, user and password in the environment, keys in the variables of the
 * vendor's SDKs, the SDKs' credentials file, the metadata of an ECS. If the profile or the environment
 * names an agency, it is assumed with the credentials found.
 *
 * @throws {DcsError} `INVALID_INPUT` for a wrong option, and if the environment names an agency or a profile that cannot be
 *   used
 */
export function defaultCredentials(options: DefaultCredentialsOptions): CredentialsProvider {
  assertOptions(options, table);
  const { env = process.env, agency } = options;
  const find = () => createLayers({ inputs: {}, env });
  const agencies = agency ? [agency] : findAgencies(find());
  return settingsCredentials({ identity: () => findIdentity(find()), agencies }, options);
}
