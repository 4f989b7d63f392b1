import { settingsTable } from "../settings/sources/table";
import type { Simulator } from "../simulator/index";
import { quoteWord } from "./quoteWord";

/**
 * The lines of a POSIX shell that lead to a simulator: the settings, and the ids of the instance and of
 * the task of each scenario.
 */
export function environmentLines(simulator: Simulator): string[] {
  const { url, region, projectId, accessKey, secretKey, securityToken, instanceId } = simulator;
  const { endpoint, ...settings } = settingsTable;
  const variables: (readonly [string, string | undefined])[] = [
    [settings.region.variables[0], region],
    [settings.projectId.variables[0], projectId],
    [settings.accessKey.variables[0], accessKey],
    [settings.secretKey.variables[0], secretKey],
    [settings.securityToken.variables[0], securityToken],
    [endpoint.regionVariable.replace("<REGION>", toVariable(region)), url],
    ["DCS_INSTANCE_ID", instanceId],
    ...taskVariables(simulator.tasks),
  ];
  return variables.flatMap(([name, value]) =>
    value === undefined ? [] : [`export ${name}=${quoteWord(value)}`],
  );
}

/** A number keeps names apart that give the same variable, such as `a-b` and `a.b`. */
function taskVariables(tasks: Simulator["tasks"]): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const [name, id] of Object.entries(tasks)) {
    const wanted = `DCS_TASK_${toVariable(name)}`;
    let variable = wanted;
    for (let count = 2; variables.has(variable); count += 1) variable = `${wanted}_${count}`;
    variables.set(variable, id);
  }
  return variables;
}

/** `cn-north-4` becomes `CN_NORTH_4`. */
function toVariable(name: string): string {
  return name.toUpperCase().replace(/\W/g, "_");
}
