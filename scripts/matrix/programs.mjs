// The ways in which Pulumi runs a program: the same program, once for each.

const body = `
const config = new pulumi.Config();
const task = new BackgroundTask("task", {
  instanceId: config.require("instanceId"),
  taskId: config.require("taskId"),
});
`;

const asModule = (result) => `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";
${body}
export const steps${result} = task.stepDetails.apply((details) => details.length);
export const { status } = task;
export const node = process.version;
`;
const typed = asModule(": pulumi.Output<number>");

const asCommonJs = `
const pulumi = require("@pulumi/pulumi");
const { BackgroundTask } = require("pulumi-huaweicloud-dcs");
${body}
exports.steps = task.stepDetails.apply((details) => details.length);
exports.status = task.status;
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

/** `main` and `type` are those of package.json, `options` the `runtime.options` of Pulumi.yaml. */
export const programs = [
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
