import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask, InstanceTasks } from "../../src";
import { valueOf } from "./support/valueOf";

interface Registered {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const registered = new Map<string, Registered>();

beforeAll(() =>
  pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ name, type, inputs }) => {
      registered.set(name, { type, inputs: inputs as Registered["inputs"] });
      return { id: `${name}-id`, state: { ...(inputs as object), status: "SUCCEEDED" } };
    },
  }),
);
beforeEach(() => {
  registered.clear();
});

class Plain extends pulumi.CustomResource {
  declare readonly value: pulumi.Output<string>;
  constructor(name: string, value: pulumi.Input<string>, opts: pulumi.CustomResourceOptions) {
    super("test:index:Plain", name, { value }, opts);
  }
}

class Cache extends pulumi.ComponentResource {
  readonly instance = new Plain("instance", "i", { parent: this });
  readonly wait = new BackgroundTask("wait", { instanceId: this.instance.value }, { parent: this });
  readonly all = new InstanceTasks("all", { instanceId: "i" }, { parent: this });
  readonly used = new Plain("used", this.wait.status, { parent: this });
  readonly after = new Plain("after", "x", { parent: this, dependsOn: [this.wait, this.all] });

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Cache", name, {}, opts);
    this.registerOutputs();
  }
}

test("under mocks, the outputs of waits in a component resolve, and those of what depends on them", async () => {
  const { wait, all, used, after } = new Cache("cache");
  await expect(valueOf(wait.status)).resolves.toBe("SUCCEEDED");
  await expect(valueOf(all.status)).resolves.toBe("SUCCEEDED");
  await expect(valueOf(used.value)).resolves.toBe("SUCCEEDED");
  await expect(valueOf(after.id)).resolves.toBe("after-id");
});

test("a component within a component gives its waits the whole of its URN", async () => {
  const outer = new pulumi.ComponentResource("test:index:Outer", "outer");
  const { wait } = new Cache("cache", { parent: outer });
  await valueOf(wait.status);
  expect(registered.get("wait")?.inputs["__urn"]).toBe(
    "urn:pulumi:stack::project::test:index:Outer$test:index:Cache$pulumi-nodejs:dynamic:DcsTask::wait",
  );
});

test("a mock sees the inputs that were given, and only a few hidden ones", async () => {
  const args = { instanceId: "i", taskId: "t", timeoutSeconds: 5 };
  const opts = { customTimeouts: { create: "10m" } };
  await valueOf(new BackgroundTask("task", args, opts).status);
  expect(registered.get("task")).toEqual({
    type: "pulumi-nodejs:dynamic:DcsTask",
    inputs: {
      ...args,
      __provider: expect.stringContaining("backgroundTask") as unknown,
      __urn: "urn:pulumi:stack::project::pulumi-nodejs:dynamic:DcsTask::task",
      __timeouts: { create: "10m" },
    },
  });
  await valueOf(new InstanceTasks("tasks", { instanceId: "i" }).status);
  expect(registered.get("tasks")).toEqual({
    type: "pulumi-nodejs:dynamic:DcsTasks",
    inputs: {
      instanceId: "i",
      __provider: expect.stringContaining("instanceTasks") as unknown,
      __urn: "urn:pulumi:stack::project::pulumi-nodejs:dynamic:DcsTasks::tasks",
    },
  });
});

test("the caller's arguments and options are not changed", async () => {
  const args = Object.freeze({ instanceId: "i", triggers: Object.freeze([1]) });
  const opts = Object.freeze({ customTimeouts: Object.freeze({ create: "10m" }) });
  const task = new BackgroundTask("task", { ...args, triggers: [...args.triggers] }, opts);
  await expect(valueOf(task.triggers)).resolves.toEqual([1]);
});

test("an import is rejected with its reason", () => {
  const opts = { import: "5e8c03a9" };
  expect(() => new BackgroundTask("task", { instanceId: "i" }, opts)).toThrow(
    '"task" cannot be imported, since it has no resource of its own in the cloud: leave out the option import',
  );
});

test("a program without types that gives no arguments gets to the check of the inputs", async () => {
  const Untyped = BackgroundTask as unknown as new (name: string) => BackgroundTask;
  await valueOf(new Untyped("task").status);
  expect(Object.keys(registered.get("task")?.inputs ?? {}).sort()).toEqual(["__provider", "__urn"]);
});
