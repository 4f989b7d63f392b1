import type { SettingsClientOptions } from "../../client/settingsClient";
import { type DcsError, isDcsError } from "../../errors";
import { renderDuration } from "../../display/duration";
import { createLayers, type SettingsSources } from "../../settings/layers";
import { locate } from "../../settings/place";
import type { Settings } from "../../settings/settings";
import type { Found } from "../../settings/sources/source";
import type { Finding } from "./finding";

/** Region, endpoint and project id, each with its source, and settings without effect. */
export function findSettings(
  settings: Pick<Settings, "region" | "endpoint" | "projectName" | "hints" | "warnings">,
  sources: SettingsSources,
): Finding[] {
  const { region, endpoint, projectName, hints, warnings } = settings;
  const place = locate(createLayers(sources));
  const projectId = place.find("projectId");
  const found = { result: "ok", needed: true } as const;
  const project = projectId
    ? { value: projectId.value, source: sourceOf(projectId) }
    : { details: `to be looked up in IAM by the name ${projectName}` };
  return [
    { check: "region", ...found, value: region, source: sourceOf(place.region()) },
    {
      ...{ check: "endpoint", ...found, value: endpoint },
      source: hints.addressNames.get(new URL(endpoint).origin) ?? "the region",
    },
    { check: "project", ...found, ...project },
    ...warnings.map((details) => ({
      ...({ check: "settings", result: "warning", needed: false, details } as const),
    })),
  ];
}

/** The credentials, by their source alone: `found` where there are some. */
export async function findKeys({ credentials }: SettingsClientOptions): Promise<Finding> {
  const keys = { check: "credentials", needed: true } as const;
  try {
    const found = typeof credentials === "function" ? await credentials() : undefined;
    if (!found) return { ...keys, result: "failed", details: "none were found" };
    const kind =
      "authToken" in found ? "a token" : found.securityToken ? "temporary keys" : "permanent keys";
    return { ...keys, result: "found", value: kind, source: found.source };
  } catch (error) {
    if (!isDcsError(error)) throw error;
    return toFailure(keys, error);
  }
}

/** The credentials after the permissions were tried: any answer about a permission has accepted them. */
export function judgeKeys(keys: Finding, permissions: readonly Finding[]): Finding {
  const isAccepted = permissions.some(({ result }) => result === "ok" || result === "missing");
  return isAccepted ? { ...keys, result: "ok" } : keys;
}

/** The service rejects a signature whose date is further off than this, in milliseconds. */
const ACCEPTED_SKEW_MS = 15 * 60_000;

/** How far this machine's clock is from the service's, by its last answer. */
export function findClock(skewMs: number | undefined): Finding {
  const clock = { check: "clock", needed: false } as const;
  if (skewMs === undefined) {
    return { ...clock, result: "skipped", details: "no answer of the service with its time" };
  }
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (seconds <= 1) return { ...clock, result: "ok", details: "that of the service" };
  const details = `${renderDuration(seconds)} ${skewMs > 0 ? "behind" : "ahead of"} the service's`;
  if (Math.abs(skewMs) <= ACCEPTED_SKEW_MS) return { ...clock, result: "ok", details };
  const note = `${details}; the dates of signatures are corrected, but set the clock`;
  return { ...clock, result: "warning", details: note };
}

/** The finding for an error. */
export function toFailure(
  about: Pick<Finding, "check" | "needed" | "action">,
  { code, message }: DcsError,
): Finding {
  return { ...about, result: "failed", details: code, error: `${code}: ${message}` };
}

function sourceOf(found: Found | undefined): string | undefined {
  return found && `${found.name}${found.source.inside}`;
}
