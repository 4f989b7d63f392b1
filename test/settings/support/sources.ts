import type { SourcedCredentials } from "../../../src/client";
import { clientOptionsOf } from "../../../src/client/settingsClient";
import { findSettingsProblems } from "../../../src/client/settingsProblems";
import { resolveSettings, type SettingsSources } from "../../../src/settings/settings";

/** Sources as tests write them: configuration keys without their namespace. */
export interface Sources {
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** `huaweicloud-dcs:`. */
  readonly own?: Readonly<Record<string, string>>;
  /** `huaweicloud:`. */
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** What stands for an input that only the real run will know. */
export const UNKNOWN = "?";

export function toSources({ inputs = {}, own = {}, config = {}, env = {} }: Sources) {
  const values: Readonly<Record<string, string>> = {
    ...withPrefix(own, "huaweicloud-dcs"),
    ...withPrefix(config, "huaweicloud"),
  };
  // No test asks an address outside of this machine.
  const variables = { PULUMI_DCS_METADATA: "off", ...env };
  return {
    inputs,
    configuration: (name: string) => values[name],
    env: variables,
  } satisfies SettingsSources;
}

export const resolve = (sources: Sources) => resolveSettings(toSources(sources));

/** Whose credentials a client with these settings would use. */
export async function credentialsOf(sources: Sources): Promise<SourcedCredentials | undefined> {
  const { credentials } = clientOptionsOf(resolve(sources));
  if (typeof credentials !== "function") throw new TypeError("no provider");
  return credentials();
}

/** The access key of these, or the token. */
export async function keyOf(sources: Sources): Promise<string | undefined> {
  const found = await credentialsOf(sources);
  return found && ("accessKey" in found ? found.accessKey : found.authToken);
}

export const problemsOf = (sources: Sources) =>
  findSettingsProblems(toSources(sources), (name) => sources.inputs?.[name] === UNKNOWN);

function withPrefix(
  values: Readonly<Record<string, string>>,
  namespace: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`${namespace}:${key}`, value]),
  );
}
