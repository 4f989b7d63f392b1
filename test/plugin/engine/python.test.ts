import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { type Simulator, startSimulator } from "../../../src/simulator";
import { engineFolder, repository } from "../../support/pulumi/engineFolder";
import { findPython, runPython } from "../../support/python";
import { pluginFolder } from "../support/bundle";

// The generator of the package is compiled first, which takes minutes once.
jest.setTimeout(900_000);

/** The release of Pulumi's Python SDK that the program runs on. */
const SDK_VERSION = "3.272.0";
const { python, missing } = findPython({
  name: `python-pulumi-${SDK_VERSION}`,
  packages: [`pulumi==${SDK_VERSION}`, "packaging", "setuptools", "wheel"],
});
const hasGo = spawnSync("go", ["version"]).status === 0;
if (missing !== undefined) console.warn(`skipped: Pulumi for Python is missing, ${missing}`);
const testWithPython = python !== undefined && hasGo ? test : test.skip;

let folder: string;
let simulator: Simulator;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dcs-python-"));
  simulator = await startSimulator({
    scenarios: ["quick", "fails", { name: "slow", steps: [{ name: "copy", seconds: 25 }] }],
  });
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

interface Ran {
  readonly text: string;
  readonly failed?: boolean;
  readonly changes?: Readonly<Record<string, number>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

interface Step {
  readonly operation: "up" | "refresh" | "destroy";
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly limits?: Readonly<Record<string, string>>;
}

/** Plays the steps with the package that is generated for Python. */
async function play(steps: readonly Step[]): Promise<readonly Ran[]> {
  const sdk = path.join(folder, "sdk");
  const generator = path.join(repository, "scripts/sdk.ts");
  await promisify(execFile)(process.execPath, [generator, "python", sdk]);
  const installed = path.join(folder, "installed");
  const options = ["--quiet", "--no-deps", "--no-build-isolation", "--target", installed];
  await promisify(execFile)(python ?? "", ["-m", "pip", "install", ...options, sdk]);
  const { url, region, accessKey, secretKey, instanceId } = simulator;
  await mkdir(path.join(folder, "project"));
  const input = {
    ...{ sdk: installed, folder: path.join(folder, "project"), instanceId, steps },
    provider: {
      ...{ region, access_key: accessKey, secret_key: secretKey },
      endpoints: { dcs: url, iam: url },
    },
  };
  const folders = [await pluginFolder(), await engineFolder(), process.env["PATH"] ?? ""];
  const script = path.join(__dirname, "python_program.py");
  const ran = await runPython(python ?? "", script, input, {
    PATH: folders.join(path.delimiter),
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${path.join(folder, "project")}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  });
  return ran as readonly Ran[];
}

testWithPython("a program in Python waits, fails, times out, resumes and ends", async () => {
  const { tasks } = simulator;
  const slow = { task_id: tasks["slow"] };
  const [first, again, failed, late, resumed, refreshed, gone] = await play([
    { operation: "up", arguments: { task_id: tasks["quick"] } },
    { operation: "up" },
    { operation: "up", arguments: { task_id: tasks["fails"] } },
    { operation: "up", arguments: slow, limits: { update: "2s" } },
    { operation: "up" },
    { operation: "refresh" },
    { operation: "destroy" },
  ]);
  const names = ["前置检查", "数据迁移", "结果校验"];
  expect(first).toMatchObject({
    changes: { create: 3 },
    outputs: { status: "SUCCEEDED", names, half: 50 },
  });
  expect(first?.text).toMatch(/huaweicloud-dcs:index:Task wait creating \(\d+s\) \d+% ~\d+s left/);
  expect(again).toMatchObject({ changes: { same: 3 } });
  expect(failed).toMatchObject({ failed: true });
  expect(failed?.text).toMatch(/failed at \d+ % in step \d\/\d "[^"]+".* with DCS\.\d+/);
  expect(late).toMatchObject({ failed: true });
  expect(late?.text).toContain("the limit is 2 s");
  expect(resumed).toMatchObject({ outputs: { status: "SUCCEEDED", names: ["copy"] } });
  expect(refreshed).toMatchObject({ changes: { same: 3 } });
  expect(gone).toMatchObject({ changes: { delete: 3 } });
});
