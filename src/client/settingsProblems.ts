import { findProblems, type SettingsProblem } from "../settings/problems";
import type { SettingsSources } from "../settings/settings";
import { fetchOf } from "./settingsClient";

/**
 * Finds every problem of the settings that are known, each with its property. Makes no request.
 *
 * @param isOpen - whether an input will be known only in the real run, or is wrong and already reported
 */
export function findSettingsProblems(
  sources: SettingsSources,
  isOpen: (input: string) => boolean,
): SettingsProblem[] {
  return findProblems(sources, { isOpen, checkTransport: fetchOf });
}
