import { DcsError } from "../errors";
import type { Layers } from "./layers";
import { OWN_NAMESPACE, SHARED_NAMESPACE } from "./sources/source";
import { settingNames, settingOf } from "./sources/table";

/**
 * Rejects keys of this package in the shared namespace: the Huawei provider rejects unknown keys there,
 * and then no resource runs.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the key
 */
export function assertOwnKeysInPlace({ configuration, namespaces }: Layers): void {
  if (!namespaces.includes(SHARED_NAMESPACE)) return;
  for (const setting of settingNames) {
    const { ownKey } = settingOf(setting);
    const name = `${SHARED_NAMESPACE}:${ownKey ?? ""}`;
    if (ownKey === undefined || !configuration(name)) continue;
    throw new DcsError(
      "INVALID_INPUT",
      `"${name}" is not a key of the Huawei provider, which rejects it: set ` +
        `"${OWN_NAMESPACE}:${ownKey}" instead`,
      { property: name },
    );
  }
}

/** Messages about settings that have no effect, or another one than intended. Never shows values. */
export function findWarnings(layers: Layers): readonly string[] {
  return [...snakeCaseWarnings(layers), ...olderKeyWarnings(layers), ...tokenWarnings(layers)];
}

function snakeCaseWarnings({ configuration, namespaces }: Layers): string[] {
  const keys = settingNames.flatMap((setting) => {
    const { keys: shared = [], ownKey = [] } = settingOf(setting);
    return [shared, ownKey].flat();
  });
  return namespaces.flatMap((namespace) =>
    keys.flatMap((key) => {
      const snake = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const name = `${namespace}:${snake}`;
      if (snake === key || !configuration(name)) return [];
      return [`"${name}" is ignored, also by the Huawei provider: write "${namespace}:${key}"`];
    }),
  );
}

function olderKeyWarnings({ own, shared }: Layers): string[] {
  return [own, shared].flatMap((source) => {
    const found = source.get("assumeRole");
    if (!found) return [];
    return [
      `"${found.name}" is an older key, which the Huawei provider ignores: set ` +
        `"${found.name}s", a list, instead`,
    ];
  });
}

function tokenWarnings({ shared }: Layers): string[] {
  const token = shared.get("token");
  const scopes = ["domainName", "domainId", "projectId"] as const;
  const isScoped = scopes.some((setting) => shared.get(setting));
  if (!token?.name.startsWith(`${SHARED_NAMESPACE}:`) || isScoped) return [];
  const names = scopes.map((setting) => `"${SHARED_NAMESPACE}:${setting}"`).join(", ");
  return [`"${token.name}" alone is not enough for the Huawei provider: set one of ${names}`];
}
