import { declarations, openPluginStage, type PluginStage } from "./stage";

jest.setTimeout(300_000);

const program = `${declarations}
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const { resource, taskNames, ...others } = args;
export const { status, progress } = resource === "plugin"
  ? new Task("task", { ...others, taskNames }, {
      aliases: [{ type: "pulumi-nodejs:dynamic:DcsTask" }], ...opts,
    })
  : new BackgroundTask("task", { ...others, taskName: taskNames }, {
      aliases: [{ type: "huaweicloud-dcs:index:Task" }], ...opts,
    });
`;

let stage: PluginStage;
beforeAll(async () => {
  stage = await openPluginStage(
    {
      scenarios: [
        { name: "slow", taskName: "EXTEND", steps: [{ name: "a", seconds: 60 }] },
        { name: "later", taskName: "ChangeInstanceSpec", steps: [{ name: "a", seconds: 60 }] },
      ],
    },
    { "index.ts": program },
  );
  const { url, region, accessKey, secretKey } = stage.simulator;
  const { config } = stage.project;
  await config.set("huaweicloud:region", region);
  await config.set("huaweicloud:accessKey", accessKey);
  await config.set("huaweicloud:secretKey", secretKey, { secret: true });
  await config.set("huaweicloud:endpoints", JSON.stringify({ dcs: url, iam: url }));
});
afterAll(() => stage.close());

const give = (resource: "plugin" | "dynamic", more: Readonly<Record<string, unknown>> = {}) =>
  stage.give({ instanceId: stage.simulator.instanceId, taskNames: ["EXTEND"], resource, ...more });

/** An up that changes nothing and asks nothing. */
async function expectUnchanged() {
  const before = stage.requests();
  const preview = await stage.project.preview();
  expect([preview.code, preview.all]).toEqual([0, expect.stringContaining("2 unchanged")]);
  const up = await stage.project.up(["--skip-preview"]);
  expect([up.code, up.all]).toEqual([0, expect.stringContaining("2 unchanged")]);
  expect(stage.requests()).toBe(before);
}

test("the plugin resumes a wait of the dynamic resource that timed out", async () => {
  await give("dynamic", { timeoutSeconds: 3 });
  const first = await stage.project.up();
  expect([first.code === 0, first.all]).toEqual([
    false,
    expect.stringContaining("the limit is 3 s"),
  ]);
  stage.pass(100);
  await give("plugin", { timeoutSeconds: 3 });
  const before = stage.queries();
  const second = await stage.project.up();
  expect([second.code, second.all]).toEqual([0, expect.stringContaining("SUCCEEDED")]);
  expect(stage.queries()).toBe(before + 1);
  expect(await stage.saved()).toMatchObject({ type: "huaweicloud-dcs:index:Task" });
});

test("an alias leads from the plugin to the dynamic resource, without a change or a request", async () => {
  await give("dynamic", { timeoutSeconds: 3 });
  await expectUnchanged();
  expect(await stage.saved()).toMatchObject({ type: "pulumi-nodejs:dynamic:DcsTask" });
});

test("the dynamic resource refreshes what the plugin has made", async () => {
  const { code, all } = await stage.project.refresh();
  expect([code, all]).toEqual([0, expect.stringContaining("2 unchanged")]);
});

test("an alias leads back to the plugin, without a change or a request", async () => {
  await give("plugin", { timeoutSeconds: 3 });
  await expectUnchanged();
  expect(await stage.saved()).toMatchObject({ type: "huaweicloud-dcs:index:Task" });
  const refreshed = await stage.project.refresh();
  expect([refreshed.code, refreshed.all]).toEqual([0, expect.stringContaining("2 unchanged")]);
});

test("the dynamic resource deletes what the plugin has made", async () => {
  await give("dynamic", { timeoutSeconds: 3 });
  await expectUnchanged();
  const { code, all } = await stage.project.destroy();
  expect([code, all]).toEqual([0, expect.stringContaining("2 deleted")]);
});
