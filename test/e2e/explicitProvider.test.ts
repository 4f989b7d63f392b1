import path from "node:path";
import { type Simulator, startSimulator } from "../../src/simulator";
import { engineFolder, repository } from "../support/pulumi/engineFolder";
import { createProject, type Project } from "../support/pulumi/project";

jest.setTimeout(300_000);

const program = `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

class Huaweicloud extends pulumi.ProviderResource {
  constructor(name: string) {
    super("huaweicloud", name, { region: "cn-south-1" });
  }
}
class Place extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("test:index:Place", name, {}, opts);
    new BackgroundTask("inherits", args, { parent: this });
    new BackgroundTask("decides", { ...args, region: config.require("region") }, { parent: this });
  }
}
const config = new pulumi.Config();
const args = { instanceId: config.require("instanceId"), taskId: config.require("taskId") };
const south = new Huaweicloud("south");
if (config.getBoolean("owns")) new BackgroundTask("owns", args, { provider: south });
new Place("place", { providers: [south] });
`;

const standIn = path.join(repository, "engine/huaweicloud-stand-in/bin");
const node = path.join(repository, "node_modules/.bin");

let simulator: Simulator;
let project: Project;
beforeAll(async () => {
  simulator = await startSimulator({ scenarios: ["done"] });
  const folders = [standIn, await engineFolder(), node, process.env["PATH"]];
  project = await createProject({
    files: { "index.ts": program },
    env: {
      PATH: folders.join(path.delimiter),
      HW_REGION_NAME: simulator.region,
      HW_PROJECT_ID: simulator.projectId,
      HW_ACCESS_KEY: simulator.accessKey,
      HW_SECRET_KEY: simulator.secretKey,
      HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: simulator.url,
    },
    config: {
      instanceId: simulator.instanceId,
      taskId: simulator.tasks["done"] ?? "",
      region: simulator.region,
    },
  });
});
afterAll(async () => {
  await project.remove();
  await simulator.close();
});

test("a provider that a component passes down causes a warning, and the configuration is used", async () => {
  const { code, all } = await project.up(["--skip-preview"]);
  expect([code, all]).toEqual([0, expect.stringContaining("5 created")]);
  const { resources = [] } = (await project.exportStack()).deployment;
  const waits = resources.filter(({ type }) => type.endsWith(":DcsTask"));
  expect(waits.map(({ outputs }) => [outputs?.["region"], outputs?.["status"]])).toEqual(
    Array(2).fill([simulator.region, "SUCCEEDED"]),
  );
  const diagnostics = all.slice(all.indexOf("Diagnostics:"));
  const warned = [
    ...diagnostics.matchAll(/warning: "(\w+)" does not use the explicit huaweicloud/g),
  ];
  expect(warned.map(([, name]) => name)).toEqual(["inherits"]);
});

test("an explicit provider of a wait is an error that says what to do", async () => {
  await project.config.set("owns", "true");
  const { code, all } = await project.preview();
  expect(code).not.toBe(0);
  expect(all).toMatch(/error: "owns" cannot use an explicit provider of huaweicloud: leave out/);
  expect(all).not.toMatch(/^\s+at /m);
});
