import { readFileSync } from "node:fs";
import { SimulatorInputError, type SimulatorInput } from "../inputError";
import { parseScenario } from "./parseScenario";
import { Playlist } from "./playlist";
import type { Scenario } from "./scenario";
import { builtInScenarios } from "./builtIn";

/** The names of the scenarios that come with the simulator. */
export const scenarioNames: readonly string[] = builtInScenarios.map(({ name }) => name);

/**
 * Turns names, file paths and objects into scenarios.
 *
 * @throws {@link SimulatorInputError} for an unknown name, an unreadable file, an invalid or duplicate
 *   scenario
 */
export function loadScenarios(wanted: readonly (string | Scenario)[]): readonly Scenario[] {
  const scenarios = wanted.map((one) => loadScenario(one, "scenarios"));
  const names = new Set<string>();
  for (const { name } of scenarios) {
    if (names.has(name)) {
      throw new SimulatorInputError("scenarios", `"${name}" is given twice; leave one out`);
    }
    names.add(name);
  }
  return scenarios;
}

/**
 * Loads the scenarios that the operations of one kind play, in order. A scenario may be repeated.
 *
 * @throws {@link SimulatorInputError} as {@link loadScenarios}, and for an empty list
 */
export function loadPlaylist(
  wanted: string | Scenario | readonly (string | Scenario)[],
  option: "resize" | "upgrade",
): Playlist {
  const [first, ...later] = [wanted].flat().map((one) => loadScenario(one, option));
  if (first === undefined) {
    throw new SimulatorInputError(option, "is empty; give a scenario or a list of them");
  }
  return new Playlist(first, later);
}

function loadScenario(wanted: string | Scenario, option: SimulatorInput): Scenario {
  if (typeof wanted !== "string") {
    return parseScenario(wanted, `scenario "${wanted.name}"`, { option });
  }
  const builtIn = builtInScenarios.find(({ name }) => name === wanted);
  return builtIn ?? parseScenario(parseJson(wanted, option), wanted, { option });
}

function parseJson(path: string, option: SimulatorInput): unknown {
  const text = readScenarioFile(path, option);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SimulatorInputError(option, `${path} is not JSON: ${why}`, cause);
  }
}

function readScenarioFile(path: string, option: SimulatorInput): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const isPath = /[/\\.]/.test(path);
    const what = isPath
      ? `cannot read the file ${path} (${errorCode(cause)})`
      : `there is no scenario and no file "${path}"`;
    const advice = `give the path of a JSON file or one of ${scenarioNames.join(", ")}`;
    throw new SimulatorInputError(option, `${what}; ${advice}`, cause);
  }
}

function errorCode(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error
    ? String(error.code)
    : String(error);
}
