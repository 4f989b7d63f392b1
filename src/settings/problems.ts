import { isDcsError } from "../errors";
import { findAgencies } from "./agencies";
import { endpointReaders, findEndpoints } from "./endpoints";
import { assertIamIsKnown, findIdentity } from "./identity";
import { createLayers, type SettingsSources } from "./layers";
import { assertOwnKeysInPlace } from "./misplaced";
import { locate, parseProjectId, requireRegion } from "./place";
import type { Environment } from "./sources/source";
import { findTransport, parseInsecure, parseRate, type Transport } from "./transport";

/** One thing that is wrong, on the setting where it is. */
export interface SettingsProblem {
  readonly property: string;
  readonly reason: string;
}

/** What a check needs from outside. */
export interface ProblemOptions {
  /** Tells a value that only the real run will know. */
  readonly isUnknown: (value: unknown) => boolean;
  /** Makes what requests go through, so that its problems are found too. */
  readonly checkTransport: (transport: Transport) => unknown;
}

/**
 * Every problem of the settings as far as they are known: a preview may not know some inputs yet. No
 * credentials at all are no problem here: they may be set for `up` alone.
 */
export function findProblems(
  { inputs, ...elsewhere }: SettingsSources,
  { isUnknown, checkTransport }: ProblemOptions,
): SettingsProblem[] {
  const known = Object.fromEntries(Object.entries(inputs).filter(([, value]) => !isUnknown(value)));
  const layers = createLayers({ inputs: known, ...elsewhere });
  const place = locate(layers);
  const isOpen = (name: string): boolean => isUnknown(inputs[name]);
  const transport = () => ({ ...findTransport(layers, place), insecure: false });
  const checks = [
    () => isOpen("region") || isOpen("profile") || requireRegion(layers, place),
    () => parseProjectId(place),
    ...endpointReaders.map((read) => () => read(place)),
    () => {
      const region = place.region()?.value;
      return region === undefined || findEndpoints(place, { region, env: layers.env });
    },
    () => {
      assertOwnKeysInPlace(layers);
    },
    () => parseRate(place),
    () => parseInsecure(place),
    // The proxies and the authorities, each by themselves.
    () => checkTransport({ ...transport(), caFile: undefined }),
    () => checkTransport({ ...transport(), env: homeIn(layers.env) }),
    () => {
      if (isOpen("profile")) return;
      const identity = findIdentity(layers);
      const region = place.region()?.value ?? "";
      // A project id that is not known yet will be one.
      const projectId = isOpen("projectId") ? "" : place.find("projectId")?.value;
      const endpoints = findEndpoints(place, { region, env: layers.env });
      assertIamIsKnown(identity, layers, { ...endpoints, projectId });
    },
    () => isOpen("profile") || findAgencies(layers),
  ];
  return checks.flatMap(problemOf).filter(isFirst);
}

function problemOf(check: () => unknown): SettingsProblem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!isDcsError(error)) throw error;
    return [{ property: error.property ?? "", reason: error.message }];
  }
}

/** What several checks stumble over is told once. */
function isFirst({ reason }: SettingsProblem, index: number, all: SettingsProblem[]): boolean {
  return all.findIndex((other) => other.reason === reason) === index;
}

function homeIn({ HOME, USERPROFILE }: Environment): Environment {
  return { HOME, USERPROFILE };
}
