import type { SettingsSources } from "../../settings/settings";
import type { Host } from "./host";

/** Where the settings of a resource with these inputs come from. */
export async function settingsSources(
  host: Host,
  inputs: Readonly<Record<string, unknown>>,
): Promise<SettingsSources> {
  const { env, namespaces } = host;
  return { inputs, configuration: await host.configuration(), namespaces, env };
}
