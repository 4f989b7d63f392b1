import { setTimeout as sleep } from "node:timers/promises";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../src/simulator";
import { createProject, type ExportedResource, type Project } from "../support/pulumi/project";

/** A simulator, and a Pulumi project with one resource that waits for one of its tasks. */
export interface Stage {
  readonly simulator: Simulator;
  readonly project: Project;
  /** Points the program at the task of a scenario. */
  waitFor(scenario: string, args?: Readonly<Record<string, unknown>>): Promise<void>;
  /** The waiting resource in the state. */
  saved(): Promise<ExportedResource | undefined>;
  /** Number of progress queries so far. */
  queries(): number;
  /** Lets this many seconds pass at the service. */
  pass(seconds: number): void;
  /** Resolves once no plugin of the project is left; rejects after half a minute. */
  untilNoPlugin(): Promise<void>;
  close(): Promise<void>;
}

const program = `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const task = new BackgroundTask("task", {
  instanceId: config.require("instanceId"),
  taskId: config.require("taskId"),
  ...config.getObject<object>("args"),
}, config.getObject<pulumi.CustomResourceOptions>("opts"));

export const { status, progress, stepDetails, attempts } = task;
// A dependent that needs no cast, and runs only after the wait.
export const finished = task.stepDetails.apply((steps) =>
  steps.filter((step) => step.stepStatus === "FINISH").map((step) => step.stepName));
export const half = task.progress.apply((percent) => percent / 2);
`;

export async function openStage(
  options: SimulatorOptions,
  files: Readonly<Record<string, string>> = { "index.ts": program },
): Promise<Stage> {
  let passedMs = 0;
  const simulator = await startSimulator({ now: () => Date.now() + passedMs, ...options });
  const { url, accessKey, secretKey, securityToken, region, instanceId } = simulator;
  const project = await createProject({
    files,
    config: {
      instanceId,
      "huaweicloud:region": region,
      "huaweicloud:accessKey": accessKey,
      "huaweicloud:endpoints": JSON.stringify({ dcs: url, iam: url }),
    },
  });
  await project.config.set("huaweicloud:secretKey", secretKey, { secret: true });
  if (securityToken) {
    await project.config.set("huaweicloud:securityToken", securityToken, { secret: true });
  }
  return {
    simulator,
    project,
    waitFor: async (scenario, args = {}) => {
      await project.config.set("taskId", simulator.tasks[scenario] ?? scenario);
      await project.config.set("args", JSON.stringify(args));
    },
    saved: async () => {
      const { deployment } = await project.exportStack();
      return deployment.resources?.find(({ type }) => type.endsWith(":DcsTask"));
    },
    queries: () => simulator.requests.filter(({ path }) => path.endsWith("/progress")).length,
    pass: (seconds) => {
      passedMs += seconds * 1000;
    },
    untilNoPlugin: async () => {
      const deadline = Date.now() + 30_000;
      for (let left = await project.plugins(); left.length > 0; left = await project.plugins()) {
        if (Date.now() > deadline) throw new Error(left.join("\n"));
        await sleep(200);
      }
    },
    close: async () => {
      await project.remove();
      await simulator.close();
    },
  };
}
