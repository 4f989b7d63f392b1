import type { Layers } from "./layers";
import type { GivenKind } from "./sources/source";
import type { SettingName } from "./sources/table";

const given: Readonly<Record<GivenKind, (name: string) => string>> = {
  input: (name) => `the input "${name}"`,
  flag: (name) => name,
  option: (name) => `the option "${name}"`,
};

/** For a message: every place where a setting can be set, by the names that this user knows. */
export function waysToSet(layers: Layers, ...settings: readonly SettingName[]): readonly string[] {
  const { kind, given: source, namesOf } = layers;
  const own = settings.flatMap((setting) => source.nameOf(setting) ?? []).map(given[kind]);
  return [...own, ...new Set(settings.flatMap(namesOf))];
}

/** For a message: how credentials can be set, by the names that this user knows. */
export function adviseCredentials(layers: Layers): string {
  const [secretKeys, profiles] = [layers.namesOf("secretKey"), waysToSet(layers, "profile")];
  const pairs = layers.namesOf("accessKey").map((accessKey, index) => {
    const secretKey = secretKeys[index] ?? "";
    const hint = secretKey.includes(":") ? " (the latter with --secret)" : "";
    return `${accessKey} and ${secretKey}${hint}`;
  });
  const option = layers.kind === "option" ? ['the option "credentials"'] : [];
  return `set ${[...option, ...pairs].join(", or ")}, or name a profile with ${listOf(profiles)}`;
}

/** `a, b or c`. */
export function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${last}` : last;
}
