import { findProblems, type SettingsProblem } from "../settings/problems";
import type { SettingsSources } from "../settings/settings";
import { fetchOf } from "./settingsClient";

/**
 * Every problem of the settings as far as they are known, each on its property. Makes no request.
 *
 * @param isUnknown - tells a value that only the real run will know
 */
export function findSettingsProblems(
  sources: SettingsSources,
  isUnknown: (value: unknown) => boolean,
): SettingsProblem[] {
  return findProblems(sources, { isUnknown, checkTransport: fetchOf });
}
