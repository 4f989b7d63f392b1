import { assume } from "../client/credentials/agencyCredentials";
import { chainCredentials } from "../client/credentials/chainCredentials";
import type { CredentialsProvider } from "../client/credentials/credentials";
import {
  assumingProfile,
  defaultCredentials,
  environmentAgency,
  environmentUser,
} from "../client/credentials/defaultCredentials";
import { readEnvironmentCredentials } from "../client/credentials/environmentCredentials";
import { readCredentialsFile } from "../client/credentials/fileCredentials";
import type { IamOptions } from "../client/credentials/iamOptions";
import { passwordCredentials } from "../client/credentials/passwordCredentials";
import { readProfile } from "../client/credentials/profileCredentials";
import { assertNoProblem, rateProblem, regionProblem } from "../client/checks";
import { DcsError, isDcsError } from "../errors";
import { getKey } from "./configuration";
import { configuredAgency, configuredCredentials, configuredUser } from "./configuredCredentials";
import { findEndpoints } from "./endpointSettings";
import {
  findProjectId,
  findRegion,
  isConfigured,
  namedProfile,
  type SettingsSources,
} from "./settingsSources";
import { findTransport } from "./transportSettings";

export type { Configuration } from "./configuration";
export { findProjectId, findRegion, type SettingsSources } from "./settingsSources";

/** What a client is made of. */
export interface Settings {
  readonly region: string;
  readonly projectId?: string;
  readonly projectName?: string;
  readonly endpoint?: string;
  readonly iamEndpoint?: string;
  readonly requestsPerSecond?: number;
  readonly fetch?: typeof globalThis.fetch;
  readonly credentials: CredentialsProvider;
}

/**
 * Region, project, endpoints, transport and credentials: the resource's inputs, then the Pulumi
 * configuration, then the environment, then files, the first found of each. Makes no request.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the property, what is wrong and what to do
 */
export function resolveSettings(sources: SettingsSources): Settings {
  const { configuration, env } = sources;
  const region = findRegion(sources);
  if (region === undefined) {
    throw new DcsError(
      "INVALID_INPUT",
      '"region" is not set: set it as an input, as huaweicloud:region, or as HW_REGION_NAME',
      { property: "region" },
    );
  }
  assertNoProblem("region", regionProblem(region));
  const projectId = findProjectId(sources);
  const projectName = getKey(configuration, "projectName") ?? env["HW_PROJECT_NAME"];
  const { endpoint, iamEndpoint, effective } = findEndpoints(sources, region);
  const fetch = findTransport(sources);
  const iam = { ...effective, projectName: projectName || region, ...(fetch && { fetch }) };
  return {
    region,
    ...(projectId && { projectId }),
    ...(projectName && { projectName }),
    ...(endpoint && { endpoint }),
    ...(iamEndpoint && { iamEndpoint }),
    ...readRate(getKey(configuration, "requestsPerSecond")),
    ...(fetch && { fetch }),
    credentials: findProvider(sources, iam),
  };
}

/**
 * What is wrong with the settings as far as they are known, each on its property: a preview may not
 * know some inputs yet. No credentials at all are no problem here: they may be set for `up` alone.
 */
export function findSettingsProblems(
  { inputs, ...elsewhere }: SettingsSources,
  isUnknown: (value: unknown) => boolean,
): { property: string; reason: string }[] {
  const known = Object.fromEntries(Object.entries(inputs).filter(([, value]) => !isUnknown(value)));
  const checks = [
    () =>
      isUnknown(inputs["region"]) ||
      isUnknown(inputs["profile"]) ||
      resolveSettings({ inputs: known, ...elsewhere }),
    () => {
      if (!isUnknown(inputs["profile"])) checkCredentialSources({ inputs: known, ...elsewhere });
    },
  ];
  const problems = checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (!isDcsError(error)) throw error;
      return [{ property: error.property ?? "", reason: error.message }];
    }
  });
  // What both stumble over is told once.
  return problems.filter(
    ({ reason }, index) => problems.findIndex((other) => other.reason === reason) === index,
  );
}

/** Who asks: the first found of all sources. Asked before each request, and for a new token. */
function findProvider(sources: SettingsSources, iam: IamOptions): CredentialsProvider {
  const { configuration, env } = sources;
  const agency = configuredAgency(configuration) ?? environmentAgency(env);
  const profile = namedProfile(sources);
  if (profile) return assumingProfile(profile, agency, iam);
  if (!isConfigured(configuration)) return defaultCredentials({ ...iam, env, agency });
  const configured = chainCredentials(
    () => Promise.resolve().then(() => configuredCredentials(configuration)),
    passwordCredentials({
      ...iam,
      user: () => configuredUser(configuration),
      source: "the Pulumi configuration",
    }),
  );
  return assume(configured, agency, iam);
}

/** @throws {DcsError} `INVALID_INPUT` for what can be told to be wrong without a request */
function checkCredentialSources(sources: SettingsSources): void {
  const { configuration, env } = sources;
  const profile = namedProfile(sources);
  if (profile) readProfile(profile);
  else if (isConfigured(configuration)) {
    if (!configuredCredentials(configuration)) configuredUser(configuration);
  } else if (!readEnvironmentCredentials(env) && !environmentUser(env)) readCredentialsFile(env);
  if (!configuredAgency(configuration)) environmentAgency(env);
}

function readRate(text: string | undefined): { readonly requestsPerSecond?: number } {
  if (text === undefined) return {};
  assertNoProblem("huaweicloud:requestsPerSecond", rateProblem(Number(text)));
  return { requestsPerSecond: Number(text) };
}
