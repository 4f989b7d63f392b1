import { isDcsError } from "../errors";
import { findAgencies } from "./agencies";
import { endpointReaders, findEndpoints } from "./endpoints";
import { assertIamIsKnown, findIdentity } from "./identity";
import { createLayers, type SettingsSources } from "./layers";
import { assertOwnKeysInPlace } from "./misplaced";
import { locate, parseProjectId, requireRegion } from "./place";
import type { Environment } from "./sources/source";
import { findTransport, parseInsecure, parseRate, type Transport } from "./transport";

/** One problem, and the setting that has it. */
export interface SettingsProblem {
  readonly property: string;
  readonly reason: string;
}

/** Options of {@link findProblems}. */
export interface ProblemOptions {
  /** Whether an input will be known only in the real run, or is wrong and already reported. */
  readonly isOpen: (input: string) => boolean;
  /** Creates the transport, and throws its problems. */
  readonly checkTransport: (transport: Transport) => unknown;
}

/**
 * Finds every problem of the settings that are known; in a preview some inputs may be unknown. Missing
 * credentials are not a problem here: they may be set only for `up`.
 */
export function findProblems(
  { inputs, ...elsewhere }: SettingsSources,
  { isOpen, checkTransport }: ProblemOptions,
): SettingsProblem[] {
  const known = Object.fromEntries(Object.entries(inputs).filter(([name]) => !isOpen(name)));
  const layers = createLayers({ inputs: known, ...elsewhere });
  const place = locate(layers);
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
    // Proxies and authorities separately, to report the problems of both.
    () => checkTransport({ ...transport(), caFile: undefined }),
    () => checkTransport({ ...transport(), env: homeIn(layers.env) }),
    () => {
      if (isOpen("profile")) return;
      const identity = findIdentity(layers);
      const region = place.region()?.value ?? "";
      // Any text: an unknown project id will be known in the real run.
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

/** Several checks may find the same problem. */
function isFirst({ reason }: SettingsProblem, index: number, all: SettingsProblem[]): boolean {
  return all.findIndex((other) => other.reason === reason) === index;
}

function homeIn({ HOME, USERPROFILE }: Environment): Environment {
  return { HOME, USERPROFILE };
}
