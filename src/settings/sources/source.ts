import type { Problem } from "../../checks";
import { DcsError } from "../../errors";
import { readJsonField } from "./json";
import { type SettingName, settingOf } from "./table";

/** Environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a key of the stack's configuration by its full name, such as `huaweicloud:region`. Secrets are
 * unwrapped and objects are JSON.
 */
export type Configuration = (name: string) => string | undefined;

/** The namespace of this package. */
export const OWN_NAMESPACE = "huaweicloud-dcs";
/** The namespace shared with the Huawei provider. */
export const SHARED_NAMESPACE = "huaweicloud";

/** A value, and where it was found. */
export interface Found {
  readonly value: string;
  /** Name of the flag, input, option, variable, or configuration key with its namespace. */
  readonly name: string;
  readonly source: Source;
}

/**
 * A source of settings. An empty text counts as not set in variables and configuration keys, as it does
 * for the vendor's tools; for a value that the caller gives it is an error.
 */
export interface Source {
  /** Name for messages, such as `the environment`. */
  readonly title: string;
  /** Suffix for the names of settings in messages, such as ` in the file …`; empty for most sources. */
  readonly inside: string;
  readonly get: (setting: SettingName) => Found | undefined;
  /** The name of a setting in this source, whether it is set or not. */
  readonly nameOf: (setting: SettingName) => string | undefined;
}

/** What the caller's own values are. */
export type GivenKind = "input" | "flag" | "option";

const givenTitles: Readonly<Record<GivenKind, string>> = {
  input: "the inputs",
  flag: "the command line",
  option: "the client's options",
};

/**
 * The caller's own values: inputs of a resource, flags of `dcs-task` or options of a client. `get`
 * throws `INVALID_INPUT` for an empty text: it is likely to be a variable that is not set.
 */
export function givenSource(values: Readonly<Record<string, unknown>>, kind: GivenKind): Source {
  const fieldOf = (setting: SettingName): string | undefined => {
    const { input, option } = settingOf(setting);
    return kind === "option" ? option : input;
  };
  const nameOf = (setting: SettingName) =>
    kind === "flag" ? settingOf(setting).flag : fieldOf(setting);
  return createSource({
    title: givenTitles[kind],
    nameOf,
    candidates: (setting) => {
      const [field, name] = [fieldOf(setting), nameOf(setting)];
      if (field === undefined || name === undefined) return [];
      const text = textOf(values[field]);
      if (text === "") throw emptyValue(name);
      return [[name, text]];
    },
  });
}

/** One namespace of the stack's configuration. */
export function configurationSource(configuration: Configuration, namespace: string): Source {
  const keysOf = (setting: SettingName): readonly string[] => {
    const { keys = [], ownKey } = settingOf(setting);
    return ownKey !== undefined && namespace !== SHARED_NAMESPACE ? [ownKey, ...keys] : keys;
  };
  return createSource({
    title: "the Pulumi configuration",
    nameOf: (setting) => keysOf(setting).map((key) => `${namespace}:${key}`)[0],
    candidates: (setting) =>
      keysOf(setting).map((key) => {
        const [base = "", field] = key.split(".");
        const name = `${namespace}:${base}`;
        const text = configuration(name);
        return field === undefined
          ? [name, text]
          : [`${name}.${field}`, text && readJsonField({ name, text, field })];
      }),
  });
}

/**
 * Variables of the Huawei provider and our own, or those of the vendor's SDKs.
 *
 * @param sdkFamily - 0 or 1: read only this family of the SDKs' variables
 */
export function environmentSource(env: Environment, sdkFamily?: number): Source {
  const namesOf = (setting: SettingName): readonly string[] => {
    const { variables = [], sdkVariables = [] } = settingOf(setting);
    return sdkFamily === undefined ? variables : sdkVariables.slice(sdkFamily, sdkFamily + 1);
  };
  return createSource({
    title: "the environment",
    nameOf: (setting) => namesOf(setting)[0],
    candidates: (setting) => namesOf(setting).map((name) => [name, env[name]]),
  });
}

type FileTexts = { readonly [setting in SettingName]?: string | undefined };

/**
 * The values of a file.
 *
 * @param names - names of its fields, if they are not those of the settings
 */
export function fileSource(title: string, values: FileTexts, names: FileTexts = {}): Source {
  const nameOf = (setting: SettingName): string => names[setting] ?? setting;
  return createSource({
    title,
    inside: ` in ${title}`,
    nameOf,
    candidates: (setting) => [[nameOf(setting), values[setting]]],
  });
}

/** Searches `sources` in order for each setting, and after all of them for its older form. */
export function firstOf(...sources: readonly Source[]): Source {
  const find = (setting: SettingName): Found | undefined => {
    for (const source of sources) {
      const found = source.get(setting);
      if (found) return found;
    }
    return undefined;
  };
  return {
    title: sources.map(({ title }) => title).join(", "),
    inside: "",
    get: (setting) => {
      const { older } = settingOf(setting);
      return find(setting) ?? (older && find(older));
    },
    nameOf: (setting) => sources.map((source) => source.nameOf(setting)).find(Boolean),
  };
}

/** @throws {DcsError} `INVALID_INPUT` naming the place if there is a problem */
export function assertFound({ name, source }: Found, problem: Problem): void {
  if (!problem) return;
  throw new DcsError("INVALID_INPUT", `"${name}"${source.inside} ${problem}`, { property: name });
}

interface SourceParts extends Pick<Source, "title" | "nameOf"> {
  readonly inside?: string;
  /** The possible places of a setting in this source, in descending priority. */
  readonly candidates: (
    setting: SettingName,
  ) => readonly (readonly [name: string, value: string | undefined])[];
}

function createSource({ title, inside = "", nameOf, candidates }: SourceParts): Source {
  const source: Source = {
    ...{ title, inside, nameOf },
    get: (setting) => {
      for (const [name, value] of candidates(setting)) {
        if (value) return { value, name, source };
      }
      return undefined;
    },
  };
  return source;
}

function emptyValue(name: string): DcsError {
  const reason = `"${name}" must not be empty: give a value, or leave it out`;
  return new DcsError("INVALID_INPUT", reason, { property: name });
}

function textOf(value: unknown): string | undefined {
  // Options of a client may also be numbers and booleans.
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
}
