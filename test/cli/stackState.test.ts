import { readFileSync } from "node:fs";
import path from "node:path";
import { repository } from "../support/pulumi/engineFolder";
import { runDcsTask } from "./support/dcsTask";

const report = (state: string, format = "markdown") =>
  runDcsTask(undefined, ["report", "--state", "-", "--format", format], { stdin: state });

/** A secret as `pulumi stack export` prints it, and with --show-secrets. */
const secret = (field: object) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ...field,
});
const step = (stepName: string, stepStatus: string) => ({
  stepName,
  stepStatus,
  ...{ beginTime: "2026-01-01T00:00:00.000Z", endTime: "2026-01-01T00:00:30.000Z" },
  subStepDetails: [],
});
const resource = (type: string, name: string, more: object) => ({
  urn: `urn:pulumi:prod::shop::${type}::${name}`,
  type,
  custom: true,
  ...more,
});
const stateOf = (...resources: object[]) =>
  JSON.stringify({ version: 3, deployment: { manifest: {}, resources } });

test.each(["0.1.0", "0.2.0"])(
  "finds the tasks in a state that version %s has written, in the words of the service",
  async (version) => {
    const file = path.join(repository, "test/fixtures/states", `${version}.json`);
    const { code, out, err } = await report(readFileSync(file, "utf8"));
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^### ✅ .*: Succeeded in /m);
    expect(out).toMatch(/^### ❌ .*: Failed in 2\/2 数据迁移/m);
    expect(out).toMatch(/^### ✅ resource succeeded: /m);
    // A secret of the configuration is in the state too.
    expect(out).not.toMatch(/ciphertext|v1:/);
  },
);

test.each([
  ["pulumi-nodejs:dynamic:DcsTask", "the dynamic resource"],
  ["huaweicloud-dcs:index:Task", "the plugin"],
])("finds a task of type %s, and the name of its instance", async (type) => {
  const instance = resource("huaweicloud:index/dcsInstance:DcsInstance", "cache", {
    ...{ id: "i-1", outputs: { name: "shop-cache" } },
  });
  const outputs = { instanceId: "i-1", taskId: "t-1", taskName: "EXTEND", status: "SUCCEEDED" };
  const task = resource(type, "resized", {
    outputs: { ...outputs, progress: 100, stepDetails: [step("copy", "FINISH")] },
  });
  const { out } = await report(stateOf(instance, task));
  expect(out).toBe(`### ✅ EXTEND: Succeeded in 30s

instance shop-cache i-1 · task t-1 · resource resized · from 2026-01-01 00:00:00 UTC · 30s

| step | status | began | ended | took |
|---|---|---|---|---|
| 1/1 copy | FINISH | 2026-01-01T00:00:00.000Z | 2026-01-01T00:00:30.000Z | 30s |
`);
});

test.each(["pulumi-nodejs:dynamic:DcsTasks", "huaweicloud-dcs:index:Tasks"])(
  "finds every task of a resource of type %s",
  async (type) => {
    const tasks = ["EXTEND", "BindEip"].map((taskName, at) => ({
      ...{ taskId: `t-${at}`, taskName, status: "RUNNING", progress: 40 },
      stepDetails: [step("copy", "EXECUTING")],
    }));
    const { out } = await report(
      stateOf(resource(type, "all", { outputs: { instanceId: "i", tasks } })),
    );
    expect(out).toMatch(/^### ⏳ EXTEND: Unfinished when last recorded: 40 %, 1\/1 copy$/m);
    expect(out).toMatch(/^### ⏳ BindEip: Unfinished/m);
    expect(out.match(/^instance i · task t-\d · resource all · /gm)).toHaveLength(2);
  },
);

test("resources of others, and exports, add nothing", async () => {
  const stepDetails = [step("copy", "FINISH")];
  const others = [
    resource("pulumi:pulumi:Stack", "shop-prod", { outputs: { stepDetails } }),
    resource("other:index:Task", "other", { outputs: { taskId: "t", stepDetails } }),
    resource("pulumi-nodejs:dynamic:DcsTask", "nothing", { outputs: { status: "NONE" } }),
  ];
  const { code, err } = await report(stateOf(...others));
  expect(code).toBe(0);
  expect(err).toMatch("no task was waited for");
});

/** What a resource records that has found nothing to wait for. */
const none = { instanceId: "i", status: "NONE", progress: 0, stepDetails: [], attempts: 0 };

test("a resource that has found no task is left out", async () => {
  const outputs = { taskId: "t", status: "SUCCEEDED", stepDetails: [step("copy", "FINISH")] };
  const idle = resource("pulumi-nodejs:dynamic:DcsTask", "idle", { outputs: none });
  const idleTasks = resource("pulumi-nodejs:dynamic:DcsTasks", "all", {
    outputs: { ...none, tasks: [none] },
  });
  const busy = resource("pulumi-nodejs:dynamic:DcsTask", "busy", { outputs });
  const { code, out } = await report(stateOf(idle, idleTasks, busy));
  expect([code, out.match(/^### .*/gm)]).toEqual([0, ["### ✅ resource busy: Succeeded in 30s"]]);
});

test.each([
  ["DcsTask", none],
  ["DcsTasks", { instanceId: "i", status: "NONE", tasks: [] }],
])("a state whose only %s has found no task is no error", async (type, outputs) => {
  const { code, out, err } = await report(
    stateOf(resource(`pulumi-nodejs:dynamic:${type}`, "idle", { outputs })),
  );
  expect([code, out]).toEqual([0, ""]);
  expect(err).toMatch("no task was waited for, so there is nothing to report");
});

test.each([
  ["encrypted", secret({ ciphertext: "v1:SECRET" })],
  ["in plain text", secret({ plaintext: JSON.stringify([step("SECRET", "FINISH")]) })],
])("secrets stay hidden, also %s", async (_, value) => {
  const outputs = { instanceId: value, taskId: value, taskName: "EXTEND", stepDetails: value };
  const hidden = resource("pulumi-nodejs:dynamic:DcsTask", "hidden", { outputs });
  const named = { ...step("copy", "FINISH"), stepName: value };
  const partly = resource("pulumi-nodejs:dynamic:DcsTask", "partly", {
    outputs: { taskId: "t", stepDetails: [named] },
  });
  for (const format of ["html", "markdown", "mermaid"]) {
    const { code, out } = await report(stateOf(hidden, partly), format);
    expect(code).toBe(0);
    expect(out).toContain("the steps are secret");
    expect(out).not.toContain("SECRET");
    expect(out).not.toContain("4dabf181");
  }
});

test.each<[string, string, object]>([
  ["a secret status", "DcsTask", { status: secret({ ciphertext: "v1:SECRET" }), taskId: "t" }],
  [
    "a secret status beside steps",
    "DcsTask",
    { status: secret({ ciphertext: "v1:SECRET" }), stepDetails: [step("copy", "EXECUTING")] },
  ],
  ["secret steps", "DcsTask", { stepDetails: secret({ ciphertext: "v1:SECRET" }), taskId: "t" }],
  ["a secret step", "DcsTask", { stepDetails: [secret({ ciphertext: "v1:SECRET" })] }],
  ["secret tasks", "DcsTasks", { tasks: secret({ ciphertext: "v1:SECRET" }) }],
  ["a secret task", "DcsTasks", { tasks: [secret({ ciphertext: "v1:SECRET" })] }],
])("%s of a %s gives no verdict", async (_, type, outputs) => {
  const hidden = resource(`pulumi-nodejs:dynamic:${type}`, "hidden", { outputs });
  const { code, out } = await report(stateOf(hidden));
  expect([code, out]).toEqual([0, expect.stringMatching(/^### ❔ [^:]*: Unknown, secret\n/)]);
  expect(out).not.toContain("SECRET");
});

test("secret steps leave the verdict of a status that is known", async () => {
  const outputs = { status: "FAILED", stepDetails: secret({ ciphertext: "v1:SECRET" }) };
  const { out } = await report(
    stateOf(
      resource("pulumi-nodejs:dynamic:DcsTask", "move", { outputs: { ...outputs, taskId: "t" } }),
    ),
  );
  expect(out).toMatch(/^### ❌ resource move: Failed\n/);
});

test("a resource that has been replaced is not reported beside its replacement", async () => {
  const outputs = { taskId: "new", status: "SUCCEEDED", stepDetails: [step("copy", "FINISH")] };
  const move = (more: object) =>
    resource("pulumi-nodejs:dynamic:DcsTask", "move", { outputs, ...more });
  const replaced = move({ delete: true, outputs: { ...outputs, taskId: "old", status: "FAILED" } });
  const { code, out } = await report(stateOf(move({}), replaced));
  expect([code, out.match(/^### /gm)]).toEqual([0, ["### "]]);
  expect(out).toContain("task new");
});
