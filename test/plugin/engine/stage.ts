import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../src/simulator";
import { engineFolder, repository } from "../../support/pulumi/engineFolder";
import { processesWith } from "../../support/pulumi/leftovers";
import { createProject, type ExportedResource, type Project } from "../../support/pulumi/project";
import { pluginFolder } from "../support/bundle";

/** A simulator, and a Pulumi project whose engine finds the plugin. */
export interface PluginStage {
  readonly simulator: Simulator;
  readonly project: Project;
  /** Gives the program its arguments. */
  give(args: Readonly<Record<string, unknown>>): Promise<void>;
  /** Arguments for the task of a scenario. */
  task(scenario: string, more?: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** The waiting resource in the state. */
  saved(): Promise<ExportedResource | undefined>;
  /** Number of requests so far. */
  requests(): number;
  /** Number of progress queries so far. */
  queries(): number;
  /** Lets this many seconds pass at the service. */
  pass(seconds: number): void;
  /** Command lines of the plugin's processes. */
  plugins(): Promise<readonly string[]>;
  /** Resolves once no plugin is left; rejects after half a minute. */
  untilNoPlugin(): Promise<void>;
  close(): Promise<void>;
}

/** The resources, as a program declares them that has no SDK. */
export const declarations = `
import * as fs from "node:fs";
import * as pulumi from "@pulumi/pulumi";

class Task extends pulumi.CustomResource {
  declare readonly status: pulumi.Output<string>;
  declare readonly progress: pulumi.Output<number>;
  declare readonly stepDetails: pulumi.Output<{ stepName: string; stepStatus: string }[]>;
  declare readonly attempts: pulumi.Output<number>;
  declare readonly taskId: pulumi.Output<string | undefined>;
  declare readonly region: pulumi.Output<string>;
  constructor(name: string, args: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    const outputs = ["status", "progress", "stepDetails", "attempts", "taskId", "region"];
    const none = Object.fromEntries(outputs.map((output) => [output, undefined]));
    super("huaweicloud-dcs:index:Task", name, { ...none, ...args }, opts);
  }
}

class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: pulumi.Inputs, opts?: pulumi.ResourceOptions) {
    super("huaweicloud-dcs", name, args, opts);
  }
}

const { opts, ...args } = JSON.parse(fs.readFileSync("args.json", "utf8"));
`;

const program = `${declarations}
const task = new Task("task", args, opts);
export const { id } = task;
export const { status, progress, stepDetails, attempts } = task;
// A dependent that runs only after the wait.
export const finished = task.stepDetails.apply((steps) =>
  steps.filter((step) => step.stepStatus === "FINISH").map((step) => step.stepName));
export const half = task.progress.apply((percent) => percent / 2);
`;

export async function openPluginStage(
  options: SimulatorOptions,
  files: Readonly<Record<string, string>> = { "index.ts": program },
): Promise<PluginStage> {
  let passedMs = 0;
  const simulator = await startSimulator({ now: () => Date.now() + passedMs, ...options });
  const { url, accessKey, secretKey, region, instanceId } = simulator;
  const folders = [
    ...[await pluginFolder(), await engineFolder()],
    ...[path.join(repository, "node_modules/.bin"), process.env["PATH"] ?? ""],
  ];
  const project = await createProject({
    files: { ...files, "args.json": "{}" },
    env: { PATH: folders.join(path.delimiter) },
    config: {
      "huaweicloud-dcs:region": region,
      "huaweicloud-dcs:accessKey": accessKey,
      "huaweicloud-dcs:endpoints": JSON.stringify({ dcs: url, iam: url }),
    },
  });
  await project.config.set("huaweicloud-dcs:secretKey", secretKey, { secret: true });
  const mark = `PULUMI_HOME=${project.env["PULUMI_HOME"] ?? ""}`;
  const plugins = async () =>
    (await processesWith(mark))
      .map(({ command }) => command)
      .filter((command) => command.includes("pulumi-resource-huaweicloud-dcs"));
  return {
    ...{ simulator, project, plugins },
    give: (args) => project.writeFiles({ "args.json": JSON.stringify(args) }),
    task: (scenario, more = {}) => ({ instanceId, taskId: simulator.tasks[scenario], ...more }),
    saved: async () => {
      const { deployment } = await project.exportStack();
      return deployment.resources?.find(({ type }) => /:(DcsTask|Tasks?)$/.test(type));
    },
    requests: () => simulator.requests.length,
    queries: () => simulator.requests.filter(({ path: at }) => at.endsWith("/progress")).length,
    pass: (seconds) => {
      passedMs += seconds * 1000;
    },
    untilNoPlugin: async () => {
      const deadline = Date.now() + 30_000;
      for (let left = await plugins(); left.length > 0; left = await plugins()) {
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
