import { environmentProfile } from "../client/credentials/defaultCredentials";
import { type Environment, hasCredentials } from "../client/credentials/environmentCredentials";
import { type CredentialsFile, readCredentialsFile } from "../client/credentials/fileCredentials";
import { type ProfileOptions, readProfile } from "../client/credentials/profileCredentials";
import { type Configuration, getKey, text } from "./configuration";

/** Where to look, in this order. */
export interface SettingsSources {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly configuration: Configuration;
  readonly env: Environment;
}

/** A profile, and which of the sources names it. */
interface NamedProfile extends ProfileOptions {
  readonly level: keyof SettingsSources;
}

/** The region as far as it is set anywhere. */
export function findRegion(sources: SettingsSources): string | undefined {
  return findPlace(sources, "region", (env) => text(env["HW_REGION_NAME"]));
}

/** The project id as far as it is set anywhere. */
export function findProjectId(sources: SettingsSources): string | undefined {
  return (
    findPlace(
      sources,
      "projectId",
      (env) => text(env["HW_PROJECT_ID"]) ?? text(env["HUAWEICLOUD_SDK_PROJECT_ID"]),
    ) ?? usedCredentialsFile(sources)?.projectId
  );
}

/**
 * The profile whose credentials are used: within each source a profile wins over keys, as in
 * Terraform's provider.
 */
export function namedProfile({
  inputs,
  configuration,
  env,
}: SettingsSources): NamedProfile | undefined {
  const fallback = environmentProfile(env);
  const profile = text(inputs["profile"]);
  const configured = getKey(configuration, "profile");
  const configuredFile = getKey(configuration, "sharedConfigFile");
  const sharedConfigFile = configuredFile ?? fallback?.sharedConfigFile;
  if (profile) return { level: "inputs", profile, sharedConfigFile, env };
  if (configured || configuredFile) {
    return { level: "configuration", profile: configured, sharedConfigFile, env };
  }
  if (!fallback || isConfigured(configuration)) return undefined;
  return { level: "env", ...fallback };
}

/** The vendor's credentials file, where it is what the credentials come from. */
export function usedCredentialsFile(sources: SettingsSources): CredentialsFile | undefined {
  const { configuration, env } = sources;
  if (namedProfile(sources) || isConfigured(configuration)) return undefined;
  return hasCredentials(env) ? undefined : readCredentialsFile(env);
}

/** Whether the configuration says who asks, be it complete or not. */
export function isConfigured(configuration: Configuration): boolean {
  return ["token", "accessKey", "secretKey", "password"].some((key) => getKey(configuration, key));
}

/** Source by source: what it says itself, then what the profile says that it names. */
function findPlace(
  sources: SettingsSources,
  name: "region" | "projectId",
  fromEnvironment: (env: Environment) => string | undefined,
): string | undefined {
  const { inputs, configuration, env } = sources;
  const profile = namedProfile(sources);
  const ofProfile = (level: keyof SettingsSources) =>
    profile?.level === level ? readProfile(profile)[name] : undefined;
  return (
    text(inputs[name]) ??
    ofProfile("inputs") ??
    getKey(configuration, name) ??
    ofProfile("configuration") ??
    fromEnvironment(env) ??
    ofProfile("env")
  );
}
