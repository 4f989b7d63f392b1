import { rename } from "node:fs/promises";
import path from "node:path";
import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

/** A library creates the waits; it can load the package even if the program cannot. */
const program = `
const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
const args = { instanceId: config.require("instanceId") };
if (!config.getBoolean("withoutWaits")) {
  const { BackgroundTask, InstanceTasks } = require("a-library");
  new BackgroundTask("task", { ...args, taskId: config.require("taskId") });
  new InstanceTasks("tasks", args);
}
`;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(
    { scenarios: ["done"] },
    {
      "index.js": program,
      "package.json": JSON.stringify({ name: "dcs", main: "index.js" }),
      "node_modules/a-library/index.js": 'module.exports = require("pulumi-huaweicloud-dcs");',
    },
  );
  await stage.waitFor("done");
  expect((await stage.project.up(["--skip-preview"])).all).toContain("3 created");
  await uninstall();
});
afterAll(() => stage.close());

const inProject = () => path.join(stage.project.folder, "node_modules/pulumi-huaweicloud-dcs");
const inLibrary = () =>
  path.join(stage.project.folder, "node_modules/a-library/node_modules/pulumi-huaweicloud-dcs");

/** The layout of pnpm: only the library has the package. */
async function uninstall(): Promise<void> {
  await stage.project.writeFiles({ "node_modules/a-library/node_modules/.keep": "" });
  await rename(inProject(), inLibrary());
}

const waits = async () => {
  const { resources = [] } = (await stage.project.exportStack()).deployment;
  return resources.filter(({ type }) => /:DcsTasks?$/.test(type)).length;
};

const advice =
  /cannot load pulumi-huaweicloud-dcs from the folder of Pulumi\.yaml \(Cannot find module 'pulumi-huaweicloud-dcs\/provider'\): install it there/;

test("a preview and an up that still need the package say what to install, and keep the state", async () => {
  for (const { code, all } of [await stage.project.preview(), await stage.project.up()]) {
    expect(code).not.toBe(0);
    expect(all).toMatch(advice);
    expect(all).not.toMatch(/^\s+at /m);
  }
  expect(await waits()).toBe(2);
});

test("a refresh without the package says what to install too", async () => {
  const { code, all } = await stage.project.refresh(["--skip-preview"]);
  expect(code).not.toBe(0);
  expect(all).toMatch(advice);
  expect(await waits()).toBe(2);
});

test("an up that no longer needs the package deletes its resources", async () => {
  await stage.project.config.set("withoutWaits", "true");
  const { code, all } = await stage.project.up();
  expect([code, all]).toEqual([0, expect.stringContaining("2 deleted")]);
  expect(await waits()).toBe(0);
});

test("a stack is destroyed without the package", async () => {
  await rename(inLibrary(), inProject());
  await stage.project.config.set("withoutWaits", "false");
  expect((await stage.project.up(["--skip-preview"])).all).toContain("2 created");
  await uninstall();
  const { code, all } = await stage.project.destroy();
  expect([code, all]).toEqual([0, expect.stringContaining("3 deleted")]);
});
