import { chainCredentials } from "../client/credentials/chainCredentials";
import {
  checkCredentials,
  type CredentialsProvider,
  type SourcedCredentials,
} from "../client/credentials/credentials";
import {
  type Environment,
  environmentCredentials,
  readEnvironmentCredentials,
} from "../client/credentials/environmentCredentials";
import { dcsEndpoint, iamEndpoint, parseEndpoint } from "../client/endpoints";
import { assertNoProblem, rateProblem, regionProblem } from "../client/ids";
import { DcsError, isDcsError } from "../errors";

/** Reads a key of the Pulumi configuration namespace `huaweicloud`, secrets unwrapped. */
export type Configuration = (key: string) => string | undefined;

/** Where to look, in this order. */
export interface SettingsSources {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly configuration: Configuration;
  readonly env: Environment;
}

/** What a client is made of. */
export interface Settings {
  readonly region: string;
  readonly projectId?: string;
  readonly projectName?: string;
  readonly endpoint?: string;
  readonly iamEndpoint?: string;
  readonly requestsPerSecond?: number;
  readonly credentials: CredentialsProvider;
}

/**
 * Region, project, endpoints and credentials: the resource's inputs, then the Pulumi configuration,
 * then the environment, the first found of each. Makes no request.
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
  const endpoints = readEndpoints(get(configuration, "endpoints"));
  const cloud = get(configuration, "cloud") ?? env["HW_CLOUD"];
  const projectId = findProjectId(sources);
  const projectName = get(configuration, "projectName") ?? env["HW_PROJECT_NAME"];
  const regionWord = region.toUpperCase().replaceAll("-", "_");
  const endpoint =
    text(sources.inputs["endpoint"]) ??
    text(endpoints["dcs"]) ??
    text(env[`HUAWEICLOUD_SDK_REGION_DCS_${regionWord}`]?.split(",")[0]) ??
    (cloud ? dcsEndpoint({ region, cloud }) : undefined);
  const iam =
    text(endpoints["iam"]) ??
    get(configuration, "authUrl") ??
    text(env["HW_AUTH_URL"]) ??
    text(env["HUAWEICLOUD_SDK_IAM_ENDPOINT"]) ??
    (cloud ? iamEndpoint({ region, cloud }) : undefined);
  return {
    region,
    ...(projectId && { projectId }),
    ...(projectName && { projectName }),
    ...(endpoint && { endpoint: parseEndpoint("endpoint", endpoint) }),
    ...(iam && { iamEndpoint: parseEndpoint("authUrl", iam).replace(/\/v3$/, "") }),
    ...readRate(get(configuration, "requestsPerSecond")),
    credentials: chainCredentials(
      () => Promise.resolve().then(() => configuredCredentials(configuration)),
      environmentCredentials(env),
    ),
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
    () => isUnknown(inputs["region"]) || resolveSettings({ inputs: known, ...elsewhere }),
    () => findCredentials(elsewhere),
  ];
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (!isDcsError(error)) throw error;
      return [{ property: error.property ?? "", reason: error.message }];
    }
  });
}

/** The region as far as it is set anywhere. */
export function findRegion({ inputs, configuration, env }: SettingsSources): string | undefined {
  return (
    text(inputs["region"]) ?? get(configuration, "region") ?? (env["HW_REGION_NAME"] || undefined)
  );
}

/** The project id as far as it is set anywhere. */
export function findProjectId({ inputs, configuration, env }: SettingsSources): string | undefined {
  return (
    text(inputs["projectId"]) ??
    get(configuration, "projectId") ??
    (env["HW_PROJECT_ID"] || env["HUAWEICLOUD_SDK_PROJECT_ID"] || undefined)
  );
}

/**
 * The key pair as far as it is set in the configuration or the environment, without a request.
 *
 * @throws {DcsError} `INVALID_INPUT` for half a pair
 */
export function findCredentials({
  configuration,
  env,
}: Omit<SettingsSources, "inputs">): SourcedCredentials | undefined {
  return configuredCredentials(configuration) ?? readEnvironmentCredentials(env);
}

function configuredCredentials(configuration: Configuration): SourcedCredentials | undefined {
  return checkCredentials(
    {
      accessKey: get(configuration, "accessKey"),
      secretKey: get(configuration, "secretKey"),
      securityToken: get(configuration, "securityToken"),
    },
    "the Pulumi configuration",
    {
      accessKey: "huaweicloud:accessKey",
      secretKey: "huaweicloud:secretKey",
      securityToken: "huaweicloud:securityToken",
    },
  );
}

/** A key in camelCase, else the same in snake_case; empty text counts as not set. */
function get(configuration: Configuration, key: string): string | undefined {
  const snake = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return configuration(key) || configuration(snake) || undefined;
}

function readRate(text: string | undefined): { readonly requestsPerSecond?: number } {
  if (text === undefined) return {};
  assertNoProblem("huaweicloud:requestsPerSecond", rateProblem(Number(text)));
  return { requestsPerSecond: Number(text) };
}

function readEndpoints(json: string | undefined): Readonly<Record<string, string>> {
  if (json === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(json);
    const entries: [string, unknown][] = Object.entries(parsed as object);
    if (typeof parsed === "object" && !Array.isArray(parsed) && entries.every(isText)) {
      return Object.fromEntries(entries);
    }
  } catch {
    // Told below, with the form that is wanted.
  }
  throw new DcsError(
    "INVALID_INPUT",
    '"huaweicloud:endpoints" must be JSON such as {"dcs": "https://…", "iam": "https://…"}',
    { property: "endpoints" },
  );
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === "string";
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
