import { isDeepStrictEqual } from "node:util";
import { startSimulator } from "pulumi-huaweicloud-dcs/simulator";

const scenario = {
  name: "task",
  steps: [
    { name: "copy", seconds: 0.5 },
    { name: "check", seconds: 0.5 },
  ],
};

/**
 * Runs one way's program in an installed project; throws where it does not do what it should.
 *
 * @param {Awaited<ReturnType<typeof import("./project.mjs").installProject>>} project
 * @param {typeof import("./programs.mjs").programs[number]} way
 * @param {string} nodeVersion what the program is to run on
 */
export async function tryWay(project, way, nodeVersion) {
  const simulator = await startSimulator({ scenarios: [scenario] });
  try {
    if (way.command) await runCommand(project, way, simulator);
    else await runProgram(project, way, simulator, nodeVersion);
    if (simulator.requests.length === 0) throw new Error("it made no request");
  } finally {
    await simulator.close();
  }
}

function runCommand(project, { command }, simulator) {
  const { url, region, instanceId, tasks } = simulator;
  const place = ["--region", region, "--endpoint", url];
  return project.run([...command, instanceId, tasks.task, ...place], keysOf(simulator));
}

async function runProgram(project, way, simulator, nodeVersion) {
  const { url, region, instanceId, tasks } = simulator;
  const stack = `way-${way.name.replaceAll(/\W+/gu, "-")}`;
  const config = {
    "matrix:instanceId": instanceId,
    "matrix:taskId": tasks.task,
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
  const outputs = JSON.parse(await project.run(["pulumi", "stack", "output", "--json"]));
  const expected = { node: `v${nodeVersion}`, status: "SUCCEEDED", steps: 2 };
  if (!isDeepStrictEqual(outputs, expected))
    throw new Error(`its outputs are ${JSON.stringify(outputs)}`);
}

function keysOf({ accessKey, secretKey }) {
  return { HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey };
}
