// The ways in which Pulumi runs a program: the same program, once for each.

/** A program, and how Pulumi is told to run it. */
export interface ProgramWay {
  readonly name: string;
  /** Of package.json, as is `type`. */
  readonly main: string;
  readonly type: "commonjs" | "module";
  /** The `runtime.options` of Pulumi.yaml. */
  readonly options: Readonly<Record<string, string | boolean>>;
  readonly files: Readonly<Record<string, string>>;
}

/** A command of the package, without Pulumi. */
export interface CommandWay {
  readonly name: string;
  readonly command: readonly string[];
}

export type Way = ProgramWay | CommandWay;

/** What `InstanceTasks` waits for; `BackgroundTask` waits for a task by its id. */
export const namedTask = "BindEip";

const body = `
const config = new pulumi.Config();
const instanceId = config.require("instanceId");
const task = new BackgroundTask("task", { instanceId, taskId: config.require("taskId") });
const named = new InstanceTasks("named", { instanceId, taskName: "${namedTask}" });
`;

const asModule = (type: string) => `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask, InstanceTasks } from "pulumi-huaweicloud-dcs";
${body}
export const steps${type} = task.stepDetails.apply((details) => details.length);
export const { status } = task;
export const names = named.tasks.apply((all) => all.map((each) => each.taskName));
export const node = process.version;
`;
const typed = asModule(": pulumi.Output<number>");

const asCommonJs = `
const pulumi = require("@pulumi/pulumi");
const { BackgroundTask, InstanceTasks } = require("pulumi-huaweicloud-dcs");
${body}
exports.steps = task.stepDetails.apply((details) => details.length);
exports.status = task.status;
exports.names = named.tasks.apply((all) => all.map((each) => each.taskName));
exports.node = process.version;
`;

const tsconfig = JSON.stringify({
  compilerOptions: {
    strict: true,
    target: "es2022",
    module: "nodenext",
    moduleResolution: "nodenext",
    types: ["node"],
  },
});

export const programs: readonly Way[] = [
  {
    name: "ts-node",
    main: "index.ts",
    type: "commonjs",
    options: {},
    files: { "index.ts": typed, "tsconfig.json": tsconfig },
  },
  {
    name: "ts-node/esm",
    main: "index.ts",
    type: "module",
    options: {},
    files: { "index.ts": typed, "tsconfig.json": tsconfig },
  },
  {
    name: "tsx",
    main: "index.ts",
    type: "module",
    options: { typescript: false, nodeargs: "--import tsx" },
    files: { "index.ts": typed },
  },
  {
    name: "ES modules",
    main: "index.js",
    type: "module",
    // Else Pulumi puts ts-node, where it is installed, before plain JavaScript too.
    options: { typescript: false },
    files: { "index.js": asModule("") },
  },
  {
    name: "CommonJS",
    main: "index.js",
    type: "commonjs",
    options: {},
    files: { "index.js": asCommonJs },
  },
  {
    name: "dcs-task",
    command: ["dcs-task", "wait"],
  },
];
