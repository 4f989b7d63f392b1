import { DcsError } from "../errors";
import type { Agency } from "./sources/credentials";
import { isRecord, parseJson } from "../json";
import { badJson } from "./sources/json";
import type { Layers } from "./layers";
import { firstOf, type Found, type Source } from "./sources/source";
import { settingsTable } from "./sources/table";

type AgencyValues = { readonly [name in keyof Agency]?: unknown };

/** Where an agency is set, for messages. */
interface AgencyPlace {
  readonly property: string | undefined;
  readonly place: string;
  /** The settings that it requires. */
  readonly needs: string;
  /** The variable that its duration is from, if that is another place. */
  readonly durationFrom?: string | undefined;
}

/**
 * Finds the agencies to assume, each with the keys of the one before: that of the profile whose keys are
 * used, else those of the configuration, else that of the variables; then that of the older keys
 * `agencyName` and `agencyDomainName`.
 *
 * @throws {DcsError} `INVALID_INPUT` naming the setting of an incomplete agency
 */
export function findAgencies({
  credentialsFrom,
  own,
  shared,
  profileOf,
}: Layers): readonly Agency[] {
  const places = firstOf(own, shared);
  const profile = credentialsFrom && profileOf(credentialsFrom);
  if (!profile?.agency) return [...configuredAgencies(places), ...olderAgency(places)];
  const needs = '"agencyDomainName" or "agencyDomainId"';
  return [
    checkAgency(profile.agency, { property: undefined, place: profile.title, needs }),
    ...olderAgency(places),
  ];
}

function configuredAgencies(places: Source): readonly Agency[] {
  const variables: AgencyValues = {
    agencyName: places.get("roleAgencyName")?.value,
    domainName: places.get("roleDomainName")?.value,
    domainId: places.get("roleDomainId")?.value,
    durationSeconds: places.get("roleDuration")?.value,
  };
  const durationFrom = places.get("roleDuration")?.name;
  const found = places.get("assumeRoles") ?? places.get("assumeRole");
  if (found) return rolesOf(found, { ...variables, durationFrom });
  const given =
    places.get("roleAgencyName") ?? places.get("roleDomainName") ?? places.get("roleDomainId");
  if (!given) return [];
  const { name: property } = given;
  const [agencyName] = settingsTable.roleAgencyName.variables;
  const [domainName] = settingsTable.roleDomainName.variables;
  const [domainId] = settingsTable.roleDomainId.variables;
  const hasName = variables.agencyName !== undefined;
  const needs = hasName ? `"${domainName}" or "${domainId}"` : `"${agencyName}"`;
  const place = inEnvironment(property);
  return [checkAgency(variables, { property, place, needs, durationFrom })];
}

/** Fields that an entry lacks are taken from the variables, as the Huawei provider does. */
function rolesOf(
  { name, value }: Found,
  { durationFrom: variable, ...variables }: AgencyValues & Pick<AgencyPlace, "durationFrom">,
): readonly Agency[] {
  const parsed = parseJson(value);
  const example = '{"agencyName": "…", "domainName": "…"}';
  const isOlder = name.endsWith("assumeRole");
  const roles: readonly unknown[] = isOlder ? [parsed] : Array.isArray(parsed) ? parsed : [];
  if (roles.length === 0 || !roles.every(isRecord)) {
    throw badJson(name, isOlder ? example : `[${example}]`);
  }
  return roles.map(({ agencyName, domainName, domainId, duration }, index) => {
    const values = {
      agencyName: agencyName ?? variables.agencyName,
      domainName: domainName ?? variables.domainName,
      domainId: domainId ?? variables.domainId,
      durationSeconds: duration ?? variables.durationSeconds,
    };
    const place = isOlder ? name : `${name}[${index}]`;
    const needs = '"agencyName", and "domainName" or "domainId"';
    const durationFrom = duration === undefined || duration === null ? variable : undefined;
    return checkAgency(values, { property: name, place, needs, durationFrom });
  });
}

function olderAgency(places: Source): readonly Agency[] {
  const agencyName = places.get("agencyName");
  const domainName = places.get("agencyDomainName");
  const found = agencyName ?? domainName;
  if (!found) return [];
  const needs = (["agencyName", "agencyDomainName"] as const)
    .map((setting) => `"${found.source.nameOf(setting) ?? setting}"`)
    .join(" and ");
  return [
    checkAgency(
      { agencyName: agencyName?.value, domainName: domainName?.value },
      { property: found.name, place: found.name, needs },
    ),
  ];
}

/** @throws {DcsError} `INVALID_INPUT` naming the place if the agency is incomplete */
function checkAgency(values: AgencyValues, where: AgencyPlace): Agency {
  const { property, place, needs, durationFrom } = where;
  const { agencyName, domainName, domainId, durationSeconds } = values;
  const domain = domainId || domainName;
  if (!isText(agencyName) || !isText(domain)) {
    throw new DcsError("INVALID_INPUT", `the agency in ${place} needs ${needs}`, { property });
  }
  const seconds = durationSeconds === undefined ? undefined : Number(durationSeconds);
  if (
    seconds !== undefined &&
    !(Number.isInteger(seconds) && seconds >= 900 && seconds <= 86_400)
  ) {
    const from = durationFrom === undefined ? place : inEnvironment(durationFrom);
    const reason = `the duration of the agency in ${from} must be 900 to 86400 seconds`;
    throw new DcsError("INVALID_INPUT", reason, { property: durationFrom ?? property });
  }
  return {
    agencyName,
    ...(domainId ? { domainId: domain } : { domainName: domain }),
    durationSeconds: seconds,
  };
}

function inEnvironment(variable: string): string {
  return `the environment (${variable})`;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
