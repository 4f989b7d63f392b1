import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openStage, type Stage } from "../e2e/stage";
import type { Scenario } from "../../src/simulator";

const program = `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const instanceId = config.require("instanceId");
for (const [name, args] of Object.entries(config.requireObject<Record<string, any>>("tasks"))) {
  new BackgroundTask(name, { instanceId, ...args });
}
`;

const work = [
  { name: "前置检查", seconds: 1, subSteps: [{ name: "资源检查", seconds: 1 }] },
  { name: "数据迁移", subSteps: [{ name: "slot 0-5460", seconds: 300 }] },
];
const always = (fault: object) => ({ steps: work, faults: [{ ...fault, request: [1, 99] }] });

/** The failing task of each example. */
const scenarios = Object.entries({
  "task-failed": {
    startedSecondsAgo: 60,
    steps: [
      { name: "前置检查", seconds: 4 },
      { name: "数据迁移", subSteps: [{ name: "slot 0-5460", seconds: 6, fails: "DCS.4842" }] },
    ],
  },
  "timed-out": { steps: work },
  aborted: { steps: work },
  lost: { steps: work, vanishesAfterSeconds: 2 },
  unauthorized: { steps: work },
  forbidden: always({
    status: 403,
    body: {
      error_code: "DCS.4049",
      error_msg: "Policy doesn't allow dcs:instance:getBackgroundTask.",
    },
  }),
  throttled: always({
    status: 429,
    body: { error_code: "APIGW.0308", error_msg: "The throttling threshold has been reached." },
  }),
  "service-error": always({ status: 503, body: "<html><title>503 Service Unavailable</title>" }),
}).map(([name, scenario]) => ({ name, ...scenario }) as Scenario);

/** A single query, which is retried for seconds only. */
const look = { wait: false, timeoutSeconds: 6 };
/** An id that no task has. */
const noTask = "00000000000000000000000000000000";

/** Arguments that do not only name the task. */
const argsWith = (signInPage: string): Readonly<Record<string, object>> => ({
  "timed-out": { timeoutSeconds: 6 },
  lost: { poll: { maxSeconds: 1 } },
  forbidden: look,
  throttled: look,
  "service-error": look,
  "malformed-response": { ...look, taskId: noTask, endpoint: signInPage },
  "not-found": { ...look, taskId: noTask },
  "none-found": { ...look, taskName: "UpgradeMinorVersion", ifNone: "error" },
  network: { ...look, taskId: noTask, endpoint: "http://127.0.0.1:4" },
});

/** What a real `pulumi up` prints of each kind of failure, by the name of the example. */
export async function collectErrorExamples(): Promise<Record<string, string>> {
  const stage = await openStage({ scenarios }, { "index.ts": program });
  try {
    return {
      ...(await examplesOfUp(stage)),
      ...(await exampleOfRefusedKey(stage)),
      ...(await exampleOfBadInputs(stage)),
    };
  } finally {
    await stage.close();
  }
}

async function examplesOfUp(stage: Stage): Promise<Record<string, string>> {
  const signIn = createServer((_, response) => response.end("<html>Sign in</html>"));
  await once(signIn.listen(0, "127.0.0.1"), "listening");
  try {
    const { port } = signIn.address() as AddressInfo;
    return await examplesOf(stage, argsWith(`http://127.0.0.1:${port}`));
  } finally {
    signIn.close();
  }
}

async function examplesOf(
  stage: Stage,
  args: Readonly<Record<string, object>>,
): Promise<Record<string, string>> {
  const names = [...scenarios.map(({ name }) => name), ...Object.keys(args)];
  const tasks = Object.fromEntries(
    names
      .filter((name) => name !== "unauthorized")
      .map((name) => [name, { ...taskOf(stage, name), ...args[name] }]),
  );
  await stage.project.config.set("tasks", JSON.stringify(tasks));
  const run = stage.project.spawnUp(["--parallel", "32", "--continue-on-error"]);
  // All have ended; only the wait to be interrupted still runs.
  for (const name of Object.keys(tasks).filter((one) => one !== "aborted")) {
    await run.waitForText(new RegExp(`DcsTask ${name} \\*\\*creating failed`));
  }
  run.signal("SIGINT");
  const { all } = await run.done;
  return Object.fromEntries(Object.keys(tasks).map((name) => [name, diagnosticOf(all, name)]));
}

async function exampleOfRefusedKey(stage: Stage): Promise<Record<string, string>> {
  await stage.project.config.set(
    "tasks",
    JSON.stringify({ unauthorized: taskOf(stage, "unauthorized") }),
  );
  await stage.project.config.set("huaweicloud:secretKey", "NotTheRightOne", { secret: true });
  const { all } = await stage.project.up(["--skip-preview"]);
  return { unauthorized: diagnosticOf(all, "unauthorized") };
}

async function exampleOfBadInputs(stage: Stage): Promise<Record<string, string>> {
  const bad = {
    taskId: "tasks/8abf",
    timeoutSeconds: 0,
    poll: { minSeconds: 90 },
    onFail: "record",
  };
  await stage.project.config.set("tasks", JSON.stringify({ "invalid-input": bad }));
  const { all } = await stage.project.preview();
  return { "invalid-input": diagnosticOf(all, "invalid-input") };
}

function taskOf({ simulator }: Stage, name: string): object {
  return name in simulator.tasks ? { taskId: simulator.tasks[name] } : {};
}

/** The diagnostics of one resource, as printed. */
function diagnosticOf(printed: string, name: string): string {
  const [diagnostics = ""] = (printed.split(/^Diagnostics:$/m).at(-1) ?? "").split(/^\S/m);
  const blocks = diagnostics.split(/^ {2}(?=\S)/m);
  const own = blocks.filter((block) => block.startsWith(`pulumi-nodejs:dynamic:DcsTask (${name})`));
  return own.map((block) => `  ${block.trimEnd()}`).join("\n");
}
