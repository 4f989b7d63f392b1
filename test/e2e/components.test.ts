import type { ExportedResource } from "../support/pulumi/project";
import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

const WAITS = 20;

/**
 * Waits in components, as programs use them: with siblings that depend on them, two and many under one
 * parent, and in nested components.
 */
const program = `
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask, InstanceTasks } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const instanceId = config.require("instanceId");
const taskId = config.require("taskId");

class Plain extends pulumi.dynamic.Resource {
  declare readonly value: pulumi.Output<string>;
  constructor(name: string, value: pulumi.Input<string>, opts: pulumi.CustomResourceOptions) {
    super({ create: async (outs) => ({ id: "plain", outs }) }, name, { value }, opts);
  }
}

/** A resource, then a wait for its task, then resources that need the wait, and a wait at the end. */
class Cache extends pulumi.ComponentResource {
  readonly status: pulumi.Output<string>;
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Cache", name, {}, opts);
    const instance = new Plain(\`\${name}-instance\`, instanceId, { parent: this });
    const wait = new BackgroundTask(\`\${name}-wait\`, { instanceId: instance.value, taskId }, { parent: this });
    new Plain(\`\${name}-uses\`, wait.status, { parent: this });
    new Plain(\`\${name}-after\`, "x", { parent: this, dependsOn: [wait] });
    new Plain(\`\${name}-beside\`, "x", { parent: this });
    const all = new InstanceTasks(\`\${name}-all\`, { instanceId: instance.value, ifNone: "record" }, { parent: this });
    new Plain(\`\${name}-uses-all\`, all.status, { parent: this });
    new Plain(\`\${name}-after-all\`, "x", { parent: this, dependsOn: all });
    this.status = wait.status;
    this.registerOutputs({ status: wait.status });
  }
}

class Outer extends pulumi.ComponentResource {
  readonly inner: Cache;
  constructor(name: string) {
    super("test:index:Outer", name);
    this.inner = new Cache(\`\${name}-inner\`, { parent: this });
    new Plain(\`\${name}-uses-inner\`, this.inner.status, { parent: this });
    this.registerOutputs();
  }
}

class Many extends pulumi.ComponentResource {
  readonly statuses: pulumi.Output<string[]>;
  constructor(name: string) {
    super("test:index:Many", name);
    const waits = Array.from({ length: ${WAITS} }, (_, index) =>
      new BackgroundTask(\`\${name}-\${index}\`, { instanceId, taskId }, { parent: this }));
    this.statuses = pulumi.all(waits.map((wait) => wait.status));
    this.registerOutputs();
  }
}

const first = new Cache("first");
const second = new Cache("second");
const outer = new Outer("outer");
const many = new Many("many");
// A wait under a resource that is no component, whose URN is known only once it is made.
const owner = new Plain("owner", "x", {});
new BackgroundTask("under-owner", { instanceId, taskId }, { parent: owner });

export const statuses = pulumi.all([first.status, second.status, outer.inner.status, many.statuses]);
`;

let stage: Stage;
beforeAll(async () => {
  const scenarios = [{ name: "task", steps: [{ name: "数据迁移", seconds: 4 }] }];
  stage = await openStage({ scenarios }, { "index.ts": program });
  await stage.waitFor("task");
});
afterAll(() => stage.close());

const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";

async function resources(): Promise<readonly ExportedResource[]> {
  return (await stage.project.exportStack()).deployment.resources ?? [];
}

/** A resource's dependencies in the state, as a whole and by property. */
async function dependenciesOf(name: string) {
  const found = (await resources()).find(({ urn }) => nameOf(urn) === name);
  const { dependencies = [], propertyDependencies = {} } = found ?? {};
  const properties = Object.entries(propertyDependencies).flatMap(([property, urns]) =>
    urns && urns.length > 0 ? [[property, urns.map(nameOf)] as const] : [],
  );
  return { all: dependencies.map(nameOf), ...Object.fromEntries(properties) };
}

test("a preview of waits in components ends, without a request", async () => {
  const { code, all } = await stage.project.preview();
  expect([code, all]).toEqual([0, expect.stringContaining("DcsTask")]);
  expect(stage.simulator.requests).toHaveLength(0);
});

test("waits in components show their progress in their own rows, and their dependents run after them", async () => {
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect([code, all]).toEqual([0, expect.anything()]);
  expect(all).toMatch(/DcsTask first-wait .*\d+%/);
  expect(all).toMatch(/DcsTask outer-inner-wait .*\d+%/);
  expect(all).toMatch(/DcsTask many-\d+ .*\d+%/);
  // On a slow machine all tasks of the instance may already have ended.
  expect(all).toMatch(/DcsTasks second-all .*(\d+%|nothing to wait for)/);
  expect(all).toMatch(/DcsTask under-owner /);
  const outputs = await stage.project.outputs();
  expect((outputs["statuses"] as unknown[]).flat()).toEqual(Array(3 + WAITS).fill("SUCCEEDED"));
});

test("the state has only the dependencies of the program", async () => {
  for (const cache of ["first", "second", "outer-inner"]) {
    const instance = [`${cache}-instance`];
    expect(await dependenciesOf(`${cache}-wait`)).toEqual({ all: instance, instanceId: instance });
    expect(await dependenciesOf(`${cache}-all`)).toEqual({ all: instance, instanceId: instance });
    expect(await dependenciesOf(`${cache}-beside`)).toEqual({ all: [] });
    expect(await dependenciesOf(`${cache}-uses`)).toEqual({
      all: [`${cache}-wait`],
      value: [`${cache}-wait`],
    });
    expect(await dependenciesOf(`${cache}-after`)).toEqual({ all: [`${cache}-wait`] });
  }
  expect(await dependenciesOf("many-7")).toEqual({ all: [] });
  expect(await dependenciesOf("under-owner")).toEqual({ all: [] });
});

test("a second up changes nothing and makes no request", async () => {
  const before = stage.simulator.requests.length;
  const { code, all } = await stage.project.up();
  expect([code, all]).toEqual([0, expect.not.stringMatching(/created|updated|replaced/)]);
  expect(stage.simulator.requests).toHaveLength(before);
});

test("destroy removes them all without a request", async () => {
  const before = stage.simulator.requests.length;
  const { code, all } = await stage.project.destroy();
  expect([code, all]).toEqual([0, expect.anything()]);
  expect(await resources()).toEqual([]);
  expect(stage.simulator.requests).toHaveLength(before);
});
