import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Simulator, startSimulator } from "../../src/simulator";
import { engineFolder, repository } from "../support/pulumi/engineFolder";
import { createProject, type Project } from "../support/pulumi/project";

jest.setTimeout(180_000);

const folder = path.join(repository, "examples/instance-resize");
const names = ["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json"];
const standIn = path.join(repository, "engine/huaweicloud-stand-in");

let simulator: Simulator;
let project: Project;

// The program is the user's. What stands in for the real thing are the package and the provider
// that `pulumi package add` would bring, and the service.
beforeAll(async () => {
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  simulator = await startSimulator({ scenarios: [], resize: "resize", speed: 6 });
  project = await createProject({
    files: Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""])),
    dependencies: { "@pulumi/huaweicloud": path.join(standIn, "sdk") },
    env: {
      PATH: [path.join(standIn, "bin"), await engineFolder(), pathOfNode()].join(path.delimiter),
      HW_REGION_NAME: simulator.region,
      HW_PROJECT_ID: simulator.projectId,
      HW_ACCESS_KEY: simulator.accessKey,
      HW_SECRET_KEY: simulator.secretKey,
      HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: simulator.url,
    },
    config: { vpcId: "vpc-1", subnetId: "subnet-1", availabilityZone: "cn-north-4a" },
  });
});
afterAll(async () => {
  await project.remove();
  await simulator.close();
});

const pathOfNode = () =>
  [path.join(repository, "node_modules/.bin"), process.env["PATH"]].join(path.delimiter);

async function size(capacity: number): Promise<void> {
  await project.config.set("capacity", String(capacity));
  await project.config.set("flavor", `redis.ha.xu1.large.r2.${capacity}`);
}

const calls = (end: string) => simulator.requests.filter(({ path }) => path.endsWith(end)).length;

test("the first up creates the instance, and finds that there is no task to wait for", async () => {
  await size(4);
  const { code, all } = await project.up();
  expect(all).toContain("3 created");
  expect(all).toContain("nothing to wait for: no unfinished EXTEND or ChangeInstanceSpec task");
  expect(code).toBe(0);
  expect(calls("/progress")).toBe(0);
  const outputs = await project.outputs();
  expect(outputs).toMatchObject({ resizeStatus: "NONE" });
  expect(outputs["address"]).toMatch(/^redis-\w+\.dcs\.example:6379$/);
});

test("a preview of another size says what will be waited for, and asks nothing", async () => {
  await size(8);
  const before = simulator.requests.length;
  const { code, all } = await project.preview();
  expect(code).toBe(0);
  expect(all).toContain("will wait for the newest EXTEND or ChangeInstanceSpec task");
  expect(all).toMatch(/DcsTask resize update/);
  expect(simulator.requests).toHaveLength(before);
});

test("the second up resizes the instance, and waits for the task of that resize", async () => {
  const { code, all } = await project.up();
  expect(all).toContain("2 updated");
  expect(all).toMatch(/DcsTask resize .*\d+% ~\d+s left · [123]\/3/);
  expect(code).toBe(0);
  const { taskId, state } = simulator.task("resize-1");
  expect(state).toBe("succeeded");
  expect(await project.outputs()).toMatchObject({
    resizeStatus: "SUCCEEDED",
    resizeTask: taskId,
    slowestStep: "数据迁移",
  });
});

test("the third up, without a change, asks nothing", async () => {
  const before = simulator.requests.length;
  const { code, all } = await project.up();
  expect(all).toContain("3 unchanged");
  expect(code).toBe(0);
  expect(simulator.requests).toHaveLength(before);
});

test("a resize that its own provider has waited for is found, and not the one before", async () => {
  await size(16);
  project.env["STAND_IN_WAITS"] = "true";
  const before = calls("/progress");
  const { code } = await project.up(["--skip-preview"]);
  expect(code).toBe(0);
  const { taskId, state } = simulator.task("resize-2");
  expect(state).toBe("succeeded");
  expect(await project.outputs()).toMatchObject({
    resizeStatus: "SUCCEEDED",
    resizeTask: taskId,
    slowestStep: "数据迁移",
  });
  expect(calls("/progress")).toBe(before + 1);
});
