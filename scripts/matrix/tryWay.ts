import { isDeepStrictEqual } from "node:util";
import { type Scenario, type Simulator, startSimulator } from "pulumi-huaweicloud-dcs/simulator";
import { type CommandWay, namedTask, type ProgramWay, type Way } from "./programs.ts";
import type { InstalledProject } from "./project.ts";

const steps = [
  { name: "copy", seconds: 0.5 },
  { name: "check", seconds: 0.5 },
];
const scenarios: Scenario[] = [
  { name: "task", steps },
  { name: "named", taskName: namedTask, steps },
];

/**
 * Runs one way's program in an installed project; throws where it does not do what it should, or
 * does not run on that version of Node.js.
 */
export async function tryWay(
  project: InstalledProject,
  way: Way,
  nodeVersion: string,
): Promise<void> {
  const simulator = await startSimulator({ scenarios });
  try {
    if ("command" in way) await runCommand(project, way, simulator);
    else {
      const outputs = await runProgram(project, way, simulator);
      checkOutputs(outputs, nodeVersion);
    }
    if (simulator.requests.length === 0) throw new Error("it made no request");
  } finally {
    await simulator.close();
  }
}

async function runCommand(
  project: InstalledProject,
  { command }: CommandWay,
  simulator: Simulator,
): Promise<void> {
  const { url, region, instanceId } = simulator;
  const place = ["--region", region, "--endpoint", url];
  await project.run([...command, instanceId, taskIdOf(simulator), ...place], keysOf(simulator));
}

/** Gives the outputs of the stack. */
async function runProgram(
  project: InstalledProject,
  way: ProgramWay,
  simulator: Simulator,
): Promise<unknown> {
  const { url, region, instanceId } = simulator;
  const stack = `way-${way.name.replaceAll(/\W+/gu, "-")}`;
  const config = {
    "matrix:instanceId": instanceId,
    "matrix:taskId": taskIdOf(simulator),
    "huaweicloud:region": region,
    "huaweicloud:endpoints": JSON.stringify({ dcs: url, iam: url }),
  };
  const runtime = { name: "nodejs", options: way.options };
  project.leaveOut("tsconfig.json"); // It may be that of another way.
  const files = {
    ...way.files,
    // JSON is YAML.
    "Pulumi.yaml": JSON.stringify({ name: "matrix", runtime }),
    [`Pulumi.${stack}.yaml`]: JSON.stringify({ config }),
  };
  project.write(files, way);
  await project.run(["pulumi", "stack", "init", stack, "--non-interactive"]);
  const up = ["pulumi", "up", "--yes", "--skip-preview", "--non-interactive"];
  await project.run(up, keysOf(simulator));
  return JSON.parse(await project.run(["pulumi", "stack", "output", "--json"]));
}

function checkOutputs(outputs: unknown, nodeVersion: string): void {
  const expected = {
    node: `v${nodeVersion}`,
    status: "SUCCEEDED",
    steps: steps.length,
    names: [namedTask],
  };
  if (!isDeepStrictEqual(outputs, expected))
    throw new Error(`its outputs are ${JSON.stringify(outputs)}`);
}

function taskIdOf({ tasks }: Simulator): string {
  return tasks["task"] ?? "";
}

function keysOf({ accessKey, secretKey }: Simulator): Record<string, string> {
  return { HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey };
}
