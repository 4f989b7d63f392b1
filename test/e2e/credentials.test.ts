import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Simulator, startSimulator } from "../../src/simulator";
import { createProject, type Project } from "../support/pulumi/project";

jest.setTimeout(300_000);

const program = `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const { status } = new BackgroundTask("task", {
  instanceId: config.require("instanceId"),
  taskId: config.require("taskId"),
  ...config.getObject<object>("args"),
});
export { status };
`;

let simulator: Simulator;
let project: Project;
let folder: string;

beforeAll(async () => {
  // Temporary keys expire after eight seconds; the first task takes seventeen.
  simulator = await startSimulator({
    longestLifeSeconds: 8,
    scenarios: [{ name: "long", steps: [{ name: "copy", seconds: 17 }] }, "quick"],
  });
  folder = mkdtempSync(path.join(tmpdir(), "dcs-hcloud-"));
  const { url, region, projectId, instanceId, accessKey, secretKey, tasks } = simulator;
  const prod = {
    name: "prod",
    region,
    projectId,
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
  };
  writeFileSync(path.join(folder, "config.json"), JSON.stringify({ profiles: [prod] }));
  project = await createProject({
    files: { "index.ts": program },
    config: {
      instanceId,
      taskId: tasks["long"] ?? "",
      args: JSON.stringify({ region, poll: { minSeconds: 0.25, maxSeconds: 0.5 } }),
      "huaweicloud:endpoints": JSON.stringify({ dcs: url, iam: url }),
    },
    env: { PULUMI_DCS_METADATA: url },
  });
});
afterAll(async () => {
  await project.remove();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How often a call returned a status. */
const count = (call: string, status: number): number =>
  simulator.requests.filter((one) => one.path.endsWith(call) && one.status === status).length;

test("a wait survives the expiry of the ECS's keys, and the state contains none", async () => {
  const { code, all } = await project.up();
  expect({ code, all }).toMatchObject({ code: 0 });
  expect(await project.outputs()).toEqual({ status: "SUCCEEDED" });
  expect(count("/securitykey", 200)).toBeGreaterThanOrEqual(3);
  expect(count("/progress", 401)).toBe(0);
  // Prefix of every temporary key.
  expect(all + (await project.stateFileText())).not.toContain("HST3");
});

test("the preview reports a missing profile, without a request", async () => {
  await project.config.set("huaweicloud:sharedConfigFile", path.join(folder, "config.json"));
  await project.config.set("args", JSON.stringify({ profile: "absent" }));
  const asked = simulator.requests.length;
  const { code, all } = await project.preview();
  expect(code).not.toBe(0);
  expect(all).toMatch(
    /config\.json has no profile "absent", which "profile" names; hcloud configure list shows/,
  );
  expect(simulator.requests).toHaveLength(asked);
});

test("the input profile supplies keys, region and project, and insecure is warned about once", async () => {
  await project.config.set("taskId", simulator.tasks["quick"] ?? "");
  await project.config.set("args", JSON.stringify({ profile: "prod" }));
  await project.config.set("huaweicloud:insecure", "true");
  const asked = simulator.requests.length;
  const { code, all } = await project.up(["--skip-preview"]);
  expect({ code, all }).toMatchObject({ code: 0 });
  const paths = simulator.requests.slice(asked).map(({ path: one }) => one.split("/").at(-1));
  expect(new Set(paths)).toEqual(new Set(["progress"]));
  // Pulumi shows each line of the plugin at once, and again at the end.
  const atTheEnd = all.split("Diagnostics:")[1] ?? "";
  expect(atTheEnd.match(/SecurityWarning: huaweicloud:insecure is set/g)).toHaveLength(1);
  expect(all + (await project.stateFileText())).not.toContain(simulator.secretKey);
});
