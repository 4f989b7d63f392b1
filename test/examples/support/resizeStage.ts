import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../src/simulator";
import { engineFolder, repository } from "../../support/pulumi/engineFolder";
import { createProject, type Project } from "../../support/pulumi/project";

/** The triggers of the example, and those that a user may write without reading the guide. */
export type Triggers = "inputs and outputs" | "inputs alone";
export const everyTriggers: readonly Triggers[] = ["inputs and outputs", "inputs alone"];

/** The example with the stand-in for its provider, on a simulator. */
export interface ResizeStage {
  readonly simulator: Simulator;
  readonly project: Project;
  /** Sets the size for the next `up`. */
  size(capacity: number): Promise<void>;
  /** Requests so far with this method and path suffix. */
  calls(method: string, end: string): number;
  /** Resolves once this many resize requests have arrived. */
  resizeIsAsked(times: number): Promise<void>;
  /** Waits for this many seconds of the scenario. */
  pass(seconds: number): void;
  /** The wait and the instance in the state. */
  saved(): Promise<Saved>;
  close(): Promise<void>;
}

interface Saved {
  readonly wait: Readonly<Record<string, unknown>>;
  readonly instance: Readonly<Record<string, unknown>>;
  readonly pendingOperations: number;
}

export interface ResizeStageOptions extends Pick<SimulatorOptions, "resize"> {
  readonly triggers?: Triggers;
  /** Whether the instance has the example's hooks. Default true. */
  readonly hasHooks?: boolean;
  /** In place of the example's `index.ts`. */
  readonly program?: string;
  /** How many times faster than real the service is. */
  readonly speed?: number;
}

const folder = path.join(repository, "examples/instance-resize");
const names = ["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json"];
const standIn = path.join(repository, "engine/huaweicloud-stand-in");

/** Factor by which the service and the provider are sped up. */
const SERVICE_SPEED = 6;
const PROVIDER_SPEED = 20;

export async function openResizeStage({
  triggers = "inputs and outputs",
  hasHooks = true,
  program,
  speed = SERVICE_SPEED,
  ...options
}: ResizeStageOptions): Promise<ResizeStage> {
  let passedMs = 0;
  const simulator = await startSimulator({
    scenarios: [],
    speed,
    now: () => Date.now() + passedMs,
    ...options,
  });
  const project = await createProject({
    files: {
      ...(await exampleFiles(triggers, hasHooks)),
      ...(program !== undefined && { "index.ts": program }),
    },
    dependencies: { "@pulumi/huaweicloud": path.join(standIn, "sdk") },
    env: await environment(simulator),
    config: { vpcId: "vpc-1", subnetId: "subnet-1", "availabilityZones[0]": "cn-north-4a" },
  });
  const calls = (method: string, end: string): number =>
    simulator.requests.filter((one) => one.method === method && one.path.endsWith(end)).length;
  return {
    simulator,
    project,
    calls,
    size: async (capacity) => {
      await project.config.set("capacity", String(capacity));
      await project.config.set("flavor", flavorOf(capacity));
    },
    resizeIsAsked: async (times) => {
      while (calls("POST", "/resize") < times) await sleep(50);
    },
    pass: (seconds) => {
      passedMs += (seconds * 1000) / speed;
    },
    saved: async () => {
      const { resources = [], pending_operations } = (await project.exportStack()).deployment;
      const outputsOf = (type: string) =>
        resources.find((one) => one.type.endsWith(type))?.outputs ?? {};
      return {
        wait: outputsOf(":DcsTask"),
        instance: outputsOf(":DcsInstance"),
        pendingOperations: pending_operations?.length ?? 0,
      };
    },
    close: async () => {
      await project.remove();
      await simulator.close();
    },
  };
}

export const flavorOf = (capacity: number): string => `redis.ha.xu1.large.r2.${capacity}`;

/** The files of the example, unchanged except for the triggers and the hooks. */
async function exampleFiles(
  triggers: Triggers,
  hasHooks: boolean,
): Promise<Record<string, string>> {
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  const files = Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""]));
  let program = files["index.ts"] ?? "";
  if (triggers === "inputs alone") {
    program = replace(
      program,
      "[flavor, capacity, cache.flavor, cache.capacity]",
      "[flavor, capacity]",
    );
  }
  if (!hasHooks) program = replace(program, "hooks: taskHooks({ taskName })", "");
  return { ...files, "index.ts": program };
}

function replace(program: string, part: string, by: string): string {
  if (!program.includes(part)) throw new Error(`the example has no ${part}`);
  return program.replace(part, by);
}

async function environment(simulator: Simulator): Promise<Record<string, string>> {
  const folders = [path.join(standIn, "bin"), await engineFolder()];
  const machine = [path.join(repository, "node_modules/.bin"), process.env["PATH"] ?? ""];
  return {
    PATH: [...folders, ...machine].join(path.delimiter),
    STAND_IN_SPEED: String(PROVIDER_SPEED),
    HW_REGION_NAME: simulator.region,
    HW_PROJECT_ID: simulator.projectId,
    HW_ACCESS_KEY: simulator.accessKey,
    HW_SECRET_KEY: simulator.secretKey,
    HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: simulator.url,
  };
}
