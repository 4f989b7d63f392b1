import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask, InstanceTasks } from "../../src";
import { comparable } from "../../src/pulumi/triggers";
import { valueOf } from "./support/valueOf";

beforeAll(() =>
  pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ inputs }) => ({ id: "i", state: inputs as object }),
  }),
);

/** What the provider gets of the triggers of a program. */
const received = (triggers: pulumi.Input<pulumi.Input<unknown>[] | undefined>) =>
  valueOf(new BackgroundTask("task", { instanceId: "i", triggers }).triggers);

const noon = new Date("2026-01-02T12:00:00Z");
const text = "2026-01-02T12:00:00.000Z";

test.each<[string, pulumi.Input<pulumi.Input<unknown>[]>, unknown]>([
  ["plain values", [1, "a", true, null, { a: [2] }], [1, "a", true, null, { a: [2] }]],
  ["a date", [noon], [text]],
  ["a date within an object within a list", [[{ at: noon }]], [[{ at: text }]]],
  ["a date in an output", [pulumi.output(1).apply(() => noon)], [text]],
  ["a date in a promise", [Promise.resolve(noon)], [text]],
  ["a list in an output", pulumi.output(1).apply(() => [noon, 2]), [text, 2]],
  ["a list in a promise", Promise.resolve([noon, 2]), [text, 2]],
  ["an address", [new URL("https://example.com/a")], ["https://example.com/a"]],
  ["a record without a prototype", [Object.assign(Object.create(null), { a: 1 })], [{ a: 1 }]],
  [
    "an object of a class",
    [
      new (class Size {
        gigabytes = 16;
      })(),
    ],
    [{ gigabytes: 16 }],
  ],
  ["nothing", [], []],
])("%s is passed on in a form that changes with it", async (_, triggers, expected) => {
  await expect(received(triggers)).resolves.toEqual(expected);
});

test("no triggers stay absent", async () => {
  await expect(received(undefined)).resolves.toBeUndefined();
});

test.each<[string, unknown, RegExp]>([
  ["a map", new Map([["a", 1]]), /^"task": triggers\[1\] is a Map, .*: give a text, /],
  ["a set", new Set([1]), /is a Set, /],
  ["a pattern", /a/, /is a RegExp, /],
  ["a function", () => 1, /is a function, /],
  ["a symbol", Symbol("a"), /is a symbol, /],
  ["a big integer", 1n, /is a bigint, /],
])("%s is rejected, with its place and what to do", (_, trigger, message) => {
  const triggers = ["a", trigger];
  expect(() => new BackgroundTask("task", { instanceId: "i", triggers })).toThrow(message);
  expect(() => new InstanceTasks("task", { instanceId: "i", triggers })).toThrow(message);
});

test("a resource is rejected, since a change of it would go unnoticed", () => {
  const triggers = [new pulumi.ComponentResource("test:index:Cache", "cache")];
  expect(() => new BackgroundTask("task", { instanceId: "i", triggers })).toThrow(
    /^"task": triggers\[0\] is a resource, whose id stays .* such as cache\.capacity$/,
  );
});

interface Ring {
  readonly size: number;
  self?: unknown;
}

test.each<[string, (ring: Ring) => unknown, RegExp]>([
  [
    "itself",
    (ring) => ring,
    /triggers\[1\]\.self is a reference back to "task": triggers\[1\], which/,
  ],
  ["a list with itself", (ring) => [1, ring], /triggers\[1\]\.self\[1\] is a reference back to/],
  ["a toJSON() that gives it", (ring) => ({ toJSON: () => ring }), /\.self is a reference back to/],
])("an object that holds %s is rejected, with its place and what to do", (_, within, message) => {
  const ring: Ring = { size: 1 };
  ring.self = within(ring);
  const triggers = ["a", ring];
  const create = () => new BackgroundTask("task", { instanceId: "i", triggers });
  expect(create).toThrow(message);
  expect(create).toThrow(/state cannot hold: give a text, a number, a list or a plain object$/);
});

test("an object whose toJSON() gives the object itself is rejected", () => {
  const odd = { size: 1, toJSON: (): unknown => odd };
  expect(() => new BackgroundTask("task", { instanceId: "i", triggers: [odd] })).toThrow(
    /triggers\[0\] is a reference back to/,
  );
});

test("a cycle through a promise is rejected", async () => {
  const ring: Ring = { size: 1 };
  ring.self = Promise.resolve(ring);
  const converted = comparable(ring, "triggers") as { self: Promise<unknown> };
  await expect(converted.self).rejects.toThrow(
    /^triggers\.self is a reference back to triggers, which/,
  );
});

test("one object in two places is no cycle", async () => {
  const size = { gigabytes: 16 };
  await expect(received([size, { size }])).resolves.toEqual([size, { size }]);
});

test("the place within an object is named", () => {
  const triggers = [{ sizes: [new Map()] }];
  expect(() => new BackgroundTask("task", { instanceId: "i", triggers })).toThrow(
    /^"task": triggers\[0\]\.sizes\[0\] is a Map/,
  );
});

test("a secret in a trigger stays secret", async () => {
  const secret = pulumi.secret(1).apply(() => noon);
  const task = new BackgroundTask("task", { instanceId: "i", triggers: [secret] });
  await expect(valueOf(task.triggers)).resolves.toEqual([text]);
  await expect(pulumi.isSecret(task.triggers)).resolves.toBe(true);
});

test("every optional input takes what may be undefined, such as the output of another resource", async () => {
  const other = new BackgroundTask("other", { instanceId: "i", taskId: "t", profile: "p" });
  const { taskId, jobId, taskName, endpoint, profile, triggers } = other;
  const args = { instanceId: other.instanceId, taskId, jobId, taskName, endpoint, profile };
  const maybe: pulumi.Output<number | undefined> = other.remainTime;
  const task = new BackgroundTask("task", {
    ...args,
    triggers: triggers.apply((all) => all),
    timeoutSeconds: maybe,
    poll: { minSeconds: maybe },
    onFailure: pulumi.output<"record" | undefined>(undefined),
    wait: pulumi.output<boolean | undefined>(undefined),
  });
  await expect(valueOf(task.taskId)).resolves.toBe("t");
  await expect(valueOf(task.profile)).resolves.toBe("p");
  await expect(valueOf(task.jobId)).resolves.toBeUndefined();
});
