import { execFile } from "node:child_process";
import { rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { startSimulator } from "../../src/simulator";
import { createProject } from "../support/pulumi/project";
import { repository } from "../support/pulumi/engineFolder";
import { type Installed, installTarball } from "./tarball";

jest.setTimeout(300_000);
const run = promisify(execFile);
const bin = (name: string) => path.join(repository, "node_modules/.bin", name);

let installed: Installed;
beforeAll(async () => {
  installed = await installTarball();
});
afterAll(() => installed.remove());

const body = `
const config = new pulumi.Config();
const task = new BackgroundTask("task", {
  instanceId: config.require("instanceId"),
  taskId: config.require("taskId"),
});
`;
const programs = {
  "a CommonJS JavaScript program": {
    files: {
      "index.js": `
const pulumi = require("@pulumi/pulumi");
const { BackgroundTask } = require("pulumi-huaweicloud-dcs");
${body}
exports.steps = task.stepDetails.apply((steps) => steps.length);
`,
    },
  },
  "an ES-module program": {
    moduleType: "module" as const,
    main: "index.mjs",
    files: {
      "index.mjs": `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";
${body}
export const steps = task.stepDetails.apply((steps) => steps.length);
`,
    },
  },
  "a strict TypeScript program": {
    typeCheck: true,
    files: {
      "index.ts": `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";
${body}
export const steps: pulumi.Output<number> = task.stepDetails.apply((steps) => steps.length);
`,
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          strict: true,
          target: "es2022",
          module: "nodenext",
          moduleResolution: "nodenext",
          noUncheckedIndexedAccess: true,
          exactOptionalPropertyTypes: true,
          types: ["node"],
        },
        files: ["index.ts"],
      }),
    },
  },
};

test.each(Object.entries(programs))("installed from the tarball, %s waits", async (_, program) => {
  const simulator = await startSimulator({ scenarios: ["quick"] });
  const { url, region, accessKey, secretKey, instanceId, tasks } = simulator;
  const project = await createProject({
    ...program,
    config: {
      instanceId,
      taskId: tasks["quick"] ?? "",
      "huaweicloud:region": region,
      "huaweicloud:accessKey": accessKey,
      "huaweicloud:endpoints": JSON.stringify({ dcs: url, iam: url }),
    },
  });
  try {
    await project.config.set("huaweicloud:secretKey", secretKey, { secret: true });
    const linked = path.join(project.folder, "node_modules");
    await rm(linked, { recursive: true });
    await symlink(path.join(installed.folder, "node_modules"), linked, "dir");
    const { all } = await project.up();
    expect(all).toContain("2 created");
    expect(await project.outputs()).toEqual({ steps: 3 });
  } finally {
    await project.remove();
    await simulator.close();
  }
});

const consumer = `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask, type BackgroundTaskArgs } from "pulumi-huaweicloud-dcs";
import { DcsClient, type TaskProgress, waitForTask } from "pulumi-huaweicloud-dcs/client";
import { backgroundTask } from "pulumi-huaweicloud-dcs/provider";
import { startSimulator } from "pulumi-huaweicloud-dcs/simulator";

const args: BackgroundTaskArgs = { instanceId: pulumi.output("i"), taskId: "t", onFailure: "record" };
const task = new BackgroundTask("task", args);
export const progress: pulumi.Output<number> = task.progress;
export const begin: pulumi.Output<string | undefined> =
  task.stepDetails.apply((steps) => steps[0]?.subStepDetails[0]?.beginTime);
export const url: Promise<string> = startSimulator().then((simulator) => simulator.url);
export const answer: Promise<TaskProgress> = new DcsClient({ region: "cn-north-4" })
  .showBackgroundTaskProgress({ instanceId: "i", taskId: "t" });
export const result = waitForTask({ poll: () => answer });
export const check = backgroundTask.check;
new BackgroundTask("found", { instanceId: "i", taskName: ["EXTEND"], ifNone: "error" });
// @ts-expect-error: the instance is required
new BackgroundTask("bad", { taskId: "t" });
// @ts-expect-error: a number of seconds
new BackgroundTask("bad", { instanceId: "i", taskId: "t", timeoutSeconds: "60" });
// @ts-expect-error: one of two words
new BackgroundTask("bad", { instanceId: "i", taskId: "t", onFailure: "ignore" });
`;

test.each([
  ["node10", { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" }],
  ["nodenext", { module: "nodenext", moduleResolution: "nodenext" }],
  ["bundler", { module: "esnext", moduleResolution: "bundler" }],
])("the types of every entry point are found under moduleResolution %s", async (name, options) => {
  const compilerOptions = {
    strict: true,
    target: "es2022",
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
    ...options,
  };
  const config = path.join(installed.folder, `tsconfig.${name}.json`);
  await writeFile(config, JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
  await writeFile(path.join(installed.folder, "consumer.ts"), consumer);
  await expect(run(bin("tsc"), ["-p", config])).resolves.toMatchObject({ stdout: "" });
});

test.each([
  ["publint", () => [installed.tarball, "--strict"]],
  ["attw", () => [installed.tarball, "--no-color"]],
])("%s finds no problem in the tarball", async (tool, args) => {
  const { stdout } = await run(bin(tool), args()).catch(
    (error: unknown) => error as { stdout: string },
  );
  expect(stdout).toMatch(/All good!|No problems found/);
});

test("the tarball contains only the product", async () => {
  const { stdout } = await run("tar", ["-tzf", installed.tarball]);
  const files = stdout.trim().split("\n");
  const expected =
    /^package\/(dist\/.*\.(js|d\.ts)|package\.json|README(\.zh-CN)?\.md|CHANGELOG\.md|LICENSE)$/;
  expect(files.filter((file) => !expected.test(file))).toEqual([]);
});

test("no runtime dependency has an install script", async () => {
  const lock = path.join(repository, "package-lock.json");
  const { packages } = (await import(lock)) as {
    packages: Record<
      string,
      { dev?: boolean; peer?: boolean; devOptional?: boolean; hasInstallScript?: boolean }
    >;
  };
  const scripted = Object.entries(packages)
    .filter(
      ([, entry]) => !entry.dev && !entry.devOptional && !entry.peer && entry.hasInstallScript,
    )
    .map(([name]) => name);
  expect(scripted).toEqual([]);
});

/** The modules that a fresh process loads for an entry point of the installed package. */
async function loadedBy(entry: string): Promise<string[]> {
  const script = `require("${entry}"); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const { stdout } = await run(process.execPath, ["-e", script], { cwd: installed.folder });
  return (JSON.parse(stdout) as string[]).map((file) => file.split("node_modules/").at(-1) ?? "");
}

test.each([
  ["pulumi-huaweicloud-dcs", /dist\/(simulator|cli)\/|^(commander|valibot|ky)\//],
  [
    "pulumi-huaweicloud-dcs/client",
    /^@pulumi\/|dist\/(simulator|cli|pulumi|resource)\/|^commander\//,
  ],
  ["pulumi-huaweicloud-dcs/provider", /dist\/(simulator|cli)\/|^commander\//],
  [
    "pulumi-huaweicloud-dcs/simulator",
    /^@pulumi\/|dist\/(client|wait|resource|pulumi|cli)\/|^(ky|commander)\//,
  ],
])("%s loads only what it needs", async (entry, forbidden) => {
  const loaded = await loadedBy(entry);
  expect(loaded).toContain(
    `${entry}/dist/index.js`.replace(/\/(client|provider|simulator)\/dist/, "/dist/$1"),
  );
  expect(loaded.filter((file) => forbidden.test(file))).toEqual([]);
});

/** Runs the installed `dcs-task`; returns its output and the modules that it loaded. */
async function dcsTask(args: readonly string[]): Promise<{ stdout: string; loaded: string[] }> {
  const hook = path.join(installed.folder, "print-loaded.cjs");
  const print = "Object.keys(require.cache).join('\\n')";
  await writeFile(hook, `process.on("exit", () => require("fs").writeSync(2, ${print}));`);
  const { stdout, stderr } = await run(
    process.execPath,
    ["--require", hook, path.join(installed.folder, "node_modules/.bin/dcs-task"), ...args],
    { cwd: installed.folder },
  );
  return { stdout, loaded: stderr.split("\n") };
}

test("dcs-task runs from the installed package, without Pulumi", async () => {
  const { stdout, loaded } = await dcsTask(["--help"]);
  expect(stdout).toMatch(/^Usage: /);
  expect(loaded).toContainEqual(expect.stringMatching(/dist\/cli\/run\.js$/));
  expect(loaded.filter((file) => file.includes("/@pulumi/"))).toEqual([]);
});

test.each(["dcs-task", "pulumi-huaweicloud-dcs"])(
  "a shell finds the program as %s, and its help uses that name",
  async (name) => {
    const folders = [path.join(installed.folder, "node_modules/.bin"), process.env["PATH"] ?? ""];
    const env = { PATH: folders.join(path.delimiter) };
    const { stdout } = await run(name, ["wait", "--help"], { env });
    expect(stdout).toContain(`Usage: ${name} wait`);
    expect(stdout).toContain(`$ ${name} wait <instance id> <task id>`);
  },
);

test("npx finds the program by the package's name, and its help uses that command", async () => {
  const args = ["--no", "pulumi-huaweicloud-dcs", "wait", "--help"];
  const { stdout } = await run("npx", args, { cwd: installed.folder });
  expect(stdout).toContain("Usage: npx pulumi-huaweicloud-dcs wait");
});

test("dcs-task report draws a stack's outputs from the installed package, without Pulumi", async () => {
  const outputs = path.join(installed.folder, "outputs.json");
  const times = { beginTime: "2026-01-01 08:00:00", endTime: "2026-01-01 08:00:40" };
  const stepDetails = [{ stepName: "copy", stepStatus: "FINISH", ...times, subStepDetails: [] }];
  await writeFile(outputs, JSON.stringify({ stepDetails }));
  const { stdout, loaded } = await dcsTask(["report", "--outputs", outputs]);
  expect(stdout).toContain("1/1 copy");
  expect(loaded.filter((file) => file.includes("/@pulumi/"))).toEqual([]);
});
