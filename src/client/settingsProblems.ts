import { findProblems, type SettingsProblem } from "../settings/problems";
import type { SettingsSources } from "../settings/settings";
import { fetchOf } from "./settingsClient";

/**
 * Finds every problem of the settings that are known, each with its property. Makes no request.
 *
 * @param isUnknown - whether a value will be known only in the real run
 */
export function findSettingsProblems(
  sources: SettingsSources,
  isUnknown: (value: unknown) => boolean,
): SettingsProblem[] {
  return findProblems(sources, { isUnknown, checkTransport: fetchOf });
}
