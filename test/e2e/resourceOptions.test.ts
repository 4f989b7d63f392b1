import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

/** One wait; the configuration selects its options and transforms. */
const program = `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const opts = config.getObject<pulumi.CustomResourceOptions>("opts") ?? {};
const transform = config.get("transform");
const customTimeouts = { create: "2s" };
const set = <T extends { props: unknown; opts: object }>({ props, opts }: T) =>
  ({ props, opts: { ...opts, customTimeouts } });

if (transform === "stack") pulumi.runtime.registerResourceTransform(set);
if (transform === "old stack") pulumi.runtime.registerStackTransformation(set);

class Place extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Place", name);
  }
}
const place = new Place("place");
const moved = config.getBoolean("moved");

const task = new BackgroundTask(moved ? "renamed" : "task", {
  instanceId: config.require("instanceId"),
  taskId: config.require("taskId"),
  ...config.getObject<object>("args"),
}, {
  ...opts,
  ...(transform === "own" && { transforms: [set] }),
  ...(transform === "old own" && { transformations: [set] }),
  ...(moved && { parent: place, aliases: [{ name: "task", parent: pulumi.rootStackResource }] }),
});
export const status = task.status;
`;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ scenarios: ["long", "done"] }, { "index.ts": program });
});
afterAll(() => stage.close());

const outputs = async () => (await stage.saved())?.outputs ?? {};

describe.each(["own", "stack", "old own", "old stack"])(
  "customTimeouts that an %s transform sets",
  (transform) => {
    beforeAll(async () => {
      await stage.project.config.set("transform", transform);
      await stage.waitFor("long");
    });
    afterAll(async () => {
      await stage.project.destroy();
      await stage.project.config.set("transform", "none");
    });

    test("apply to a create, and to the update that resumes it", async () => {
      const create = await stage.project.up(["--skip-preview"]);
      expect(create.all).toMatch(/DcsTask task \*\*creating failed\*\*[^]*the limit is 2 s/);
      const resumption = await stage.project.up(["--skip-preview"]);
      expect(resumption.all).toMatch(/DcsTask task \*\*updating failed\*\*[^]*the limit is 2 s/);
    });
  },
);

test("a wait that an alias renames and moves into a component is unchanged", async () => {
  await stage.waitFor("done");
  expect((await stage.project.up(["--skip-preview"])).code).toBe(0);
  await stage.project.config.set("moved", "true");
  const before = stage.simulator.requests.length;
  const { code, all } = await stage.project.up();
  expect([code, all]).toEqual([0, expect.not.stringMatching(/replaced|deleted|updated/)]);
  expect(stage.simulator.requests).toHaveLength(before);
  const { urn = "", inputs = {} } = (await stage.saved()) ?? {};
  expect(urn).toMatch(/Place\$pulumi-nodejs:dynamic:DcsTask::renamed$/);
  expect(inputs["__urn"]).toBe(urn);
});

test("protect and additionalSecretOutputs of the program take effect", async () => {
  const opts = { protect: true, additionalSecretOutputs: ["status"] };
  await stage.project.config.set("opts", JSON.stringify(opts));
  await stage.waitFor("done", { triggers: [1] });
  expect((await stage.project.up()).code).toBe(0);
  expect((await outputs())["status"]).not.toBe("SUCCEEDED");
  expect((await stage.project.destroy()).all).toContain("protect");
  await stage.project.config.set("opts", "{}");
  expect((await stage.project.up()).code).toBe(0);
  expect((await stage.project.destroy()).code).toBe(0);
});
