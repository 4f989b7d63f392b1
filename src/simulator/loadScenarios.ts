import { readFileSync } from "node:fs";
import { SimulatorInputError } from "./inputError";
import { parseScenario } from "./parseScenario";
import type { Scenario } from "./scenario";
import { builtInScenarios } from "./scenarios/builtIn";

/** The names of the scenarios that come with the simulator. */
export const scenarioNames: readonly string[] = builtInScenarios.map(({ name }) => name);

/**
 * Turns names, file paths and objects into scenarios.
 *
 * @throws {@link SimulatorInputError} for an unknown name, an unreadable file, a wrong or double scenario
 */
export function loadScenarios(wanted: readonly (string | Scenario)[]): readonly Scenario[] {
  const scenarios = wanted.map((one) =>
    typeof one === "string" ? loadNamed(one) : parseScenario(one, `scenario "${one.name}"`),
  );
  const names = new Set<string>();
  for (const { name } of scenarios) {
    if (names.has(name)) {
      throw new SimulatorInputError("scenarios", `"${name}" is given twice; leave one out`);
    }
    names.add(name);
  }
  return scenarios;
}

function loadNamed(nameOrFile: string): Scenario {
  const builtIn = builtInScenarios.find(({ name }) => name === nameOrFile);
  if (builtIn !== undefined) {
    return builtIn;
  }
  return parseScenario(parseJson(readScenarioFile(nameOrFile), nameOrFile), nameOrFile);
}

function readScenarioFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const isPath = /[/\\.]/.test(path);
    const what = isPath
      ? `cannot read the file ${path} (${errorCode(cause)})`
      : `there is no scenario and no file "${path}"`;
    const advice = `give the path of a JSON file or one of ${scenarioNames.join(", ")}`;
    throw new SimulatorInputError("scenarios", `${what}; ${advice}`, cause);
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SimulatorInputError("scenarios", `${path} is not JSON: ${why}`, cause);
  }
}

function errorCode(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error
    ? String(error.code)
    : String(error);
}
