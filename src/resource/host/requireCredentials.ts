import { credentialsOf } from "../../client/settingsClient";
import { resolveSettings } from "../../settings/settings";
import type { Host } from "./host";
import { settingsSources } from "./settingsSources";

/**
 * Checks that there are credentials, before something is changed that needs them later. Only the
 * metadata of an ECS is asked, where nothing else is set; whether DCS accepts them is not.
 *
 * @throws {DcsError} `INVALID_INPUT` if there are none, or a setting is missing or wrong
 */
export async function requireCredentials(
  host: Host,
  inputs: Readonly<Record<string, unknown>>,
): Promise<void> {
  const settings = resolveSettings(await settingsSources(host, inputs));
  const identity = settings.identity();
  if (identity !== undefined && identity.kind !== "metadata") return;
  await credentialsOf({ ...settings, agencies: [] }, {})();
}
