import { DcsError } from "../errors";
import type { Layers } from "./layers";
import { OWN_NAMESPACE, SHARED_NAMESPACE } from "./sources";
import { settingNames, settingOf } from "./table";

/**
 * The Huawei provider refuses keys that it does not know, and no resource runs then.
 *
 * @throws {DcsError} `INVALID_INPUT` for a key of this package alone in the shared namespace
 */
export function assertOwnKeysInPlace({ configuration, namespaces }: Layers): void {
  if (!namespaces.includes(SHARED_NAMESPACE)) return;
  for (const setting of settingNames) {
    const { ownKey } = settingOf(setting);
    const name = `${SHARED_NAMESPACE}:${ownKey ?? ""}`;
    if (ownKey === undefined || !configuration(name)) continue;
    throw new DcsError(
      "INVALID_INPUT",
      `"${name}" is no key of the Huawei provider, which refuses it: set ` +
        `"${OWN_NAMESPACE}:${ownKey}" in its place`,
      { property: name },
    );
  }
}

/** What is set, but without effect, or other than meant. Values are never shown. */
export function findWarnings(layers: Layers): readonly string[] {
  const { configuration, namespaces, shared } = layers;
  const warnings = namespaces.flatMap((namespace) =>
    snakeCaseKeys()
      .filter(({ snake }) => configuration(`${namespace}:${snake}`))
      .map(
        ({ snake, camel }) =>
          `"${namespace}:${snake}" is ignored, also by the Huawei provider: write "${namespace}:${camel}"`,
      ),
  );
  const role = shared.get("assumeRole");
  if (role) {
    warnings.push(
      `"${role.name}" is an older key, which the Huawei provider ignores: write ` +
        `"${SHARED_NAMESPACE}:assumeRoles", a list`,
    );
  }
  const token = shared.get("token");
  const scopes = (["domainName", "domainId", "projectId"] as const).map((setting) => ({
    isSet: shared.get(setting) !== undefined,
    name: shared.nameOf(setting) ?? setting,
  }));
  if (token?.name.startsWith(SHARED_NAMESPACE) && !scopes.some(({ isSet }) => isSet)) {
    const names = scopes.map(({ name }) => `"${name}"`).join(", ");
    warnings.push(
      `"${token.name}" alone is not enough for the Huawei provider: set one of ${names}`,
    );
  }
  return warnings;
}

function snakeCaseKeys(): { readonly camel: string; readonly snake: string }[] {
  return settingNames
    .flatMap((setting) => [...(settingOf(setting).keys ?? []), settingOf(setting).ownKey ?? ""])
    .map((camel) => ({
      camel,
      snake: camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    }))
    .filter(({ camel, snake }) => camel !== snake);
}
