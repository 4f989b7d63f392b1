import { isDeepStrictEqual } from "node:util";
import { findSettingsProblems } from "../client/settingsProblems";
import { isRecord } from "../json";
import type { InputFailure } from "../resource/properties/validateInputs";
import type { Configuration, Environment } from "../settings/settings";
import { OWN_NAMESPACE } from "../settings/sources/source";
import { settingNames, settingOf } from "../settings/sources/table";
import { hasUnknown, type Properties } from "./values";

/** What the engine adds to the inputs of a provider. */
const engineKeys: readonly string[] = ["version", "pluginDownloadURL", "pluginChecksums"];

/** The types of keys that are no texts; each may also be the text that the configuration holds. */
const types = {
  insecure: { isType: (value: unknown) => typeof value === "boolean", name: "true or false" },
  requestsPerSecond: { isType: (value: unknown) => typeof value === "number", name: "a number" },
  endpoints: { isType: isRecord, name: "an object" },
  assumeRole: { isType: isRecord, name: "an object" },
  assumeRoles: { isType: Array.isArray, name: "a list" },
};

/** Every key, in the order of the settings. */
const keys: ReadonlySet<string> = new Set(
  settingNames.flatMap((setting) => {
    const { keys: shared = [], ownKey = [] } = settingOf(setting);
    return [ownKey, shared].flat().map((key) => key.split(".")[0] ?? key);
  }),
);

/**
 * The configuration for the life cycle from the variables of a `ConfigureRequest`, which are named
 * `huaweicloud-dcs:config:<key>`. Secrets are unwrapped, and objects are JSON.
 */
export function toConfiguration(variables: Iterable<readonly [string, string]>): Configuration {
  const values = new Map(variables);
  return (name) => values.get(name.replace(":", ":config:"));
}

/**
 * Finds every problem of a provider's inputs, each on its key. Makes no request. A region may be
 * missing: resources can name theirs.
 */
export function checkConfig(given: Properties, env: Environment): InputFailure[] {
  const entries = Object.entries(given).filter(
    ([name, value]) => value !== null && !engineKeys.includes(name) && !name.startsWith("__"),
  );
  const failures = entries.flatMap(([name, value]) => problemOf(name, value));
  if (failures.length > 0 || hasUnknown(given)) return failures;
  const texts = new Map(
    entries.map(([name, value]) => [
      `${OWN_NAMESPACE}:${name}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  const sources = {
    ...{ inputs: {}, configuration: (name: string) => texts.get(name), env },
    namespaces: [OWN_NAMESPACE],
  };
  const isOpen = (input: string) => input === "region" && given["region"] === undefined;
  return findSettingsProblems(sources, isOpen).flatMap(ofKey);
}

/** Names of the inputs of a provider that changed. */
export function diffConfig(olds: Properties, news: Properties): string[] {
  const names = new Set([...Object.keys(olds), ...Object.keys(news)]);
  return [...names]
    .filter((name) => !name.startsWith("__"))
    .filter((name) => !isDeepStrictEqual(olds[name], news[name]));
}

function problemOf(name: string, value: unknown): InputFailure[] {
  if (!keys.has(name)) {
    const reason = `"${name}" is not a key of ${OWN_NAMESPACE}; the keys are ${[...keys].join(", ")}`;
    return [{ property: name, reason }];
  }
  const type = Object.hasOwn(types, name) ? types[name as keyof typeof types] : undefined;
  // A value that only the real run will know is a text, too.
  if (typeof value === "string" || type?.isType(value)) return [];
  return [{ property: name, reason: `"${name}" must be ${type?.name ?? "a text"}` }];
}

/** Problems of other sources are reported by the resources that use them. */
function ofKey({ property, reason }: InputFailure): InputFailure[] {
  const [namespace, path = ""] = property.split(":");
  return namespace === OWN_NAMESPACE ? [{ property: path.split(".")[0] ?? path, reason }] : [];
}
