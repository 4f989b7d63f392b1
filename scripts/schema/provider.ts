import { describe } from "./describe.ts";
import { describeSetting } from "./describeSetting.ts";
import { omittedKeys, secretSettings } from "./extras.ts";
import { commentOf, membersOf } from "./members.ts";
import { readSettings, SETTINGS_FILE } from "./settings.ts";
import type { Sources } from "./sources.ts";
import { type Properties, type PropertySpec, tokenOf, type TypeSpec } from "./spec.ts";
import type { TypeReader } from "./types.ts";

const AGENCY_FILE = "settings/sources/credentials.ts";
const AGENCY_TYPE = "AssumeRole";

/** The files of `src` that say what the settings are. */
export const settingFiles: readonly string[] = [SETTINGS_FILE, AGENCY_FILE];

/** Types of the settings that are no texts. */
const settingTypes: Readonly<Record<string, TypeSpec>> = {
  insecure: { type: "boolean" },
  requestsPerSecond: { type: "number" },
  assumeRoles: { type: "array", items: { $ref: `#/types/${tokenOf(AGENCY_TYPE)}` } },
};

const endpoints: PropertySpec = {
  type: "object",
  additionalProperties: { type: "string" },
  description:
    "Base URLs of services, by the service's name: `dcs`, `iam` or `sts`. Without a scheme " +
    "`https://` is used.",
};

/** The provider's inputs, which are also the keys of its configuration. */
export function makeSettings(sources: Sources, types: TypeReader): Properties {
  addAgency(sources, types);
  const entries = readSettings(sources).flatMap((setting) =>
    setting.keys.flatMap((key): (readonly [string, PropertySpec])[] => {
      const [name = "", field] = key.split(".");
      if (omittedKeys.includes(name)) return [];
      if (field !== undefined) return [[name, endpoints]];
      const type = settingTypes[name] ?? { type: "string" };
      const secret = secretSettings.includes(name) && { secret: true };
      return [[name, { ...type, description: describeSetting(setting), ...secret }]];
    }),
  );
  return Object.fromEntries(entries);
}

/** An entry of `assumeRoles`. Fields that it lacks are taken from the environment. */
function addAgency(sources: Sources, types: TypeReader): void {
  const symbol = sources.exported(AGENCY_FILE, "Agency");
  const members = membersOf(symbol, sources).map((member) => ({
    ...member,
    name: member.name === "durationSeconds" ? "duration" : member.name,
    isOptional: true,
  }));
  types.add(AGENCY_TYPE, { description: describe(commentOf(symbol, sources)), members });
}
