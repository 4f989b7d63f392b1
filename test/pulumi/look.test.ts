import * as pulumi from "@pulumi/pulumi";
import {
  getBackgroundTask,
  getBackgroundTaskOutput,
  getBackgroundTasks,
  getBackgroundTasksOutput,
} from "../../src";
import { valueOf } from "./support/valueOf";

class Made extends pulumi.CustomResource {
  constructor(name: string, opts: pulumi.CustomResourceOptions = {}) {
    super("test:index:Made", name, {}, opts);
  }
}

const slow = Promise.withResolvers<undefined>();
const calls: [token: string, inputs: unknown][] = [];

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: async ({ name, inputs }) => {
      if (name === "slow") await slow.promise;
      return { id: `${name}-id`, state: inputs as object };
    },
    call: ({ token, inputs }) => {
      calls.push([token, inputs]);
      return { instanceId: "i", status: "RUNNING", progress: 40, tasks: [{ id: "t" }] };
    },
  }),
);
beforeEach(() => {
  calls.length = 0;
});

test("a unit test answers with its mocks", async () => {
  expect(await getBackgroundTask({ instanceId: "i", taskName: "EXTEND" })).toMatchObject({
    progress: 40,
  });
  expect(await getBackgroundTasks({ instanceId: "i" })).toMatchObject({ tasks: [{ id: "t" }] });
  expect(calls).toEqual([
    ["huaweicloud-dcs:index:getTask", { instanceId: "i", taskName: "EXTEND" }],
    ["huaweicloud-dcs:index:getTasks", { instanceId: "i" }],
  ]);
});

test("arguments may be outputs, and a resource that it depends on comes first", async () => {
  const made = new Made("made");
  const group = new pulumi.ComponentResource("test:index:Group", "group");
  const instanceId = pulumi.secret("i");
  const task = getBackgroundTaskOutput({ instanceId }, { dependsOn: [made, group] });
  expect(await valueOf(task.progress)).toBe(40);
  expect(await pulumi.isSecret(task)).toBe(true);
  const tasks = getBackgroundTasksOutput({ instanceId: made.id }, { dependsOn: made });
  expect(await valueOf(tasks.instanceId)).toBe("i");
  expect(calls.map(([, inputs]) => inputs)).toEqual([
    { instanceId: "i" },
    { instanceId: "made-id" },
  ]);
});

test("a component that it depends on brings its children, however deep", async () => {
  const outer = new pulumi.ComponentResource("test:index:Group", "outer");
  const inner = new pulumi.ComponentResource("test:index:Group", "inner", {}, { parent: outer });
  new Made("quick", { parent: outer });
  new Made("slow", { parent: inner });
  const task = getBackgroundTaskOutput({ instanceId: "i" }, { dependsOn: [outer] });
  await valueOf(pulumi.all([outer.urn, inner.urn]));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(calls).toEqual([]);
  slow.resolve(undefined);
  expect(await valueOf(task.progress)).toBe(40);
});

test.each<[unknown, string]>([
  [undefined, "the arguments must be an object"],
  [null, "the arguments must be an object"],
  [["i"], "the arguments must be an object"],
  [{}, '"instanceId" is required'],
  [{ instanceId: "i", taskId: 5 }, '"taskId" must be a string'],
  [
    { instanceId: "i", taskId: "t", taskName: "EXTEND" },
    '"taskName" cannot be set together with "taskId"',
  ],
  [{ instanceId: "a/b", region: "CN" }, '"instanceId" must hold only letters'],
  [{ instanceId: "i", endpoint: "dcs" }, '"endpoint" must be'],
  [{ instanceId: "i", triggers: [] }, '"triggers" is not an argument; they are instanceId, taskId'],
])("wrong arguments are named, and nothing is asked: %j", async (args, message) => {
  const look = Reflect.apply(getBackgroundTask, undefined, [args]) as Promise<unknown>;
  await expect(look).rejects.toThrow(`getBackgroundTask: ${message}`);
  expect(calls).toEqual([]);
});

test.each([null, "x", []])("options that are no object are an error: %j", (opts) => {
  const args = [{ instanceId: "i" }, opts];
  const look = () => {
    Reflect.apply(getBackgroundTaskOutput, undefined, args);
  };
  expect(look).toThrow(
    new pulumi.RunError("getBackgroundTaskOutput: the options must be an object"),
  );
});

test("a list has no task id", async () => {
  const args = [{ instanceId: "i", taskId: "t" }];
  const look = Reflect.apply(getBackgroundTasks, undefined, args) as Promise<unknown>;
  await expect(look).rejects.toThrow('"taskId" is not an argument');
});
