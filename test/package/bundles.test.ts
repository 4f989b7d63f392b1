import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type Simulator, startSimulator } from "../../src/simulator";
import { repository } from "../support/pulumi/engineFolder";

const run = promisify(execFile);
const esbuild = path.join(repository, "node_modules/.bin/esbuild");

/** Bundles in ES-module format need this banner, because CommonJS dependencies call `require`. */
const requireBanner =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
const formats = {
  cjs: { file: "program.cjs", options: [] },
  esm: { file: "program.mjs", options: [`--banner:js=${requireBanner}`] },
};
type Format = keyof typeof formats;

let folder: string;
let simulator: Simulator;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dcs-bundle-"));
  simulator = await startSimulator({ scenarios: ["sample"] });
});
afterEach(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

/** Bundles one file with all its imports into the only file of an empty folder. */
async function bundle(entry: string, format: Format, options: readonly string[] = []) {
  const output = path.join(folder, format);
  await mkdir(output);
  const file = path.join(output, formats[format].file);
  const { stderr } = await run(esbuild, [
    ...[entry, "--bundle", "--platform=node", `--format=${format}`, `--outfile=${file}`],
    ...["--log-level=warning", ...formats[format].options, ...options],
  ]);
  expect(stderr).toBe("");
  expect(await readdir(output)).toHaveLength(1);
  return file;
}

/** Writes a program next to an installed package. */
async function writeProgram(text: string): Promise<string> {
  await symlink(path.join(repository, "node_modules"), path.join(folder, "node_modules"), "dir");
  const file = path.join(folder, "program.ts");
  await writeFile(file, text);
  return file;
}

/** Runs a file outside every project, with only these variables. */
async function runAlone(file: string, args: readonly string[] = []) {
  const { url, region, accessKey, secretKey, instanceId, tasks } = simulator;
  await rm(path.join(folder, "node_modules"), { force: true });
  return run(process.execPath, [file, ...args], {
    cwd: path.dirname(file),
    env: {
      ...{ HW_REGION_NAME: region, HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey },
      ...{ HW_AUTH_URL: url, DCS: url, INSTANCE: instanceId, TASK: tasks["sample"] ?? "" },
    },
  });
}

const all = Object.keys(formats) as Format[];

test.each(all)("a program that queries a task runs as one %s file", async (format) => {
  const program = await writeProgram(`
    import { DcsClient } from "pulumi-huaweicloud-dcs/client";

    const { DCS: endpoint, INSTANCE: instanceId = "", TASK: taskId = "" } = process.env;
    const client = new DcsClient({ endpoint });
    client.showBackgroundTaskProgress({ instanceId, taskId }).then(async ({ progress }) => {
      const names: (string | undefined)[] = [];
      for await (const { name } of client.listBackgroundTasks({ instanceId })) names.push(name);
      console.log(progress, names.length);
    });
  `);
  const { stdout } = await runAlone(await bundle(program, format));
  expect(stdout).toBe("30 1\n");
  expect(simulator.requests.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test.each(all)("a program with the simulator runs as one %s file", async (format) => {
  const program = await writeProgram(`
    import { startSimulator } from "pulumi-huaweicloud-dcs/simulator";

    startSimulator({ scenarios: ["quick"] }).then(async (simulator) => {
      const { status } = await fetch(simulator.url);
      console.log(status, Object.keys(simulator.tasks));
      await simulator.close();
    });
  `);
  const { stdout } = await runAlone(await bundle(program, format));
  expect(stdout).toBe("404 [ 'quick' ]\n");
});

test("dcs-task runs as one file", async () => {
  const file = await bundle(path.join(repository, "dist/cli/main.js"), "cjs");
  const { url, instanceId, tasks } = simulator;
  const ids = [instanceId, tasks["sample"] ?? ""];
  const { stdout } = await runAlone(file, ["show", ...ids, "--endpoint", url]);
  expect(stdout).toMatch(/30\s?%/);
  await expect(runAlone(file, ["--version"])).resolves.toMatchObject({ stdout: "unknown\n" });
});

test.each(all)("a program with a resource is bundled as one %s file", async (format) => {
  const program = await writeProgram(`
    import { BackgroundTask } from "pulumi-huaweicloud-dcs";

    export const { progress } = new BackgroundTask("task", { instanceId: "i", taskId: "t" });
  `);
  await bundle(program, format, ["--external:@pulumi/pulumi"]);
});
