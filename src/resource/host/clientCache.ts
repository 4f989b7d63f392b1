import { DcsClient } from "../../client/dcsClient";
import { clientOptionsOf } from "../../client/settingsClient";
import { resolveSettings, type Settings } from "../../settings/settings";
import type { Host } from "./host";
import { settingsSources } from "./settingsSources";

/** Returns the client for the settings of a resource. */
export type Connect = (inputs: Readonly<Record<string, unknown>>) => Promise<DcsClient>;

/** Shares one client among all resources with the same settings, so that IAM is asked once. */
export function clientCache(host: Host): Connect {
  const clients = new Map<string, DcsClient>();
  return async (inputs) => {
    const settings = resolveSettings(await settingsSources(host, inputs));
    warnOnce(settings.warnings);
    const key = keyOf(settings, inputs["profile"]);
    const client = clients.get(key) ?? new DcsClient(clientOptionsOf(settings));
    clients.set(key, client);
    return client;
  };
}

const warned = new Set<string>();

/** Warns of settings that have no effect, once in the process. */
function warnOnce(warnings: readonly string[]): void {
  for (const warning of warnings) {
    if (warned.has(warning)) continue;
    warned.add(warning);
    process.emitWarning(warning, { code: "PULUMI_DCS_SETTINGS" });
  }
}

/** All other settings are the same for every resource of a program. */
function keyOf(settings: Settings, profile: unknown): string {
  const { region, projectId, projectName, endpoint, iamEndpoint } = settings;
  return JSON.stringify([region, projectId, projectName, endpoint, iamEndpoint, profile]);
}
