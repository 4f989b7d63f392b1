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
  poll: { minSeconds: 0.25, maxSeconds: 0.5 },
});
export { status };
`;

let simulator: Simulator;
let project: Project;

beforeAll(async () => {
  simulator = await startSimulator({ scenarios: ["quick"] });
  const { url, region, instanceId, accessKey, tasks } = simulator;
  project = await createProject({
    files: { "index.ts": program },
    config: {
      instanceId,
      taskId: tasks["quick"] ?? "",
      // The package's own namespace wins.
      "huaweicloud:region": "cn-south-1",
      "huaweicloud:projectId": "project-of-the-south",
      "huaweicloud-dcs:region": region,
      "huaweicloud-dcs:accessKey": accessKey,
      "huaweicloud-dcs:requestsPerSecond": "50",
    },
  });
  const { config } = project;
  await config.set("huaweicloud-dcs:secretKey", simulator.secretKey, { secret: true });
  for (const service of ["dcs", "iam"]) {
    await project.run(["config", "set", "--path", `huaweicloud-dcs:endpoints.${service}`, url]);
  }
});
afterAll(async () => {
  await project.remove();
  await simulator.close();
});

test("a key of this package in the namespace of the Huawei provider fails the preview", async () => {
  await project.config.set("huaweicloud:requestsPerSecond", "50");
  const { code, all } = await project.preview();
  expect(code).not.toBe(0);
  expect(all).toContain('set "huaweicloud-dcs:requestsPerSecond" instead');
  expect(simulator.requests).toHaveLength(0);
  await project.run(["config", "rm", "huaweicloud:requestsPerSecond"]);
});

test("the package's own namespace is enough, and a setting without effect causes a warning", async () => {
  await project.config.set("huaweicloud:access_key", "AK-ignored");
  const { code, all } = await project.up(["--skip-preview"]);
  expect({ code, all }).toMatchObject({ code: 0 });
  expect(await project.outputs()).toEqual({ status: "SUCCEEDED" });
  const atTheEnd = all.split("Diagnostics:")[1] ?? "";
  expect(atTheEnd.match(/"huaweicloud:access_key" is ignored/g)).toHaveLength(1);
  expect(all).not.toContain("AK-ignored");
});
