import fc from "fast-check";
import type { CallContext } from "../../src/resource/host/callContext";
import type { Host } from "../../src/resource/host/host";
import { createLifecycle } from "../../src/resource/lifecycle";
import { allTasks } from "../../src/resource/allTasks";
import { oneTask } from "../../src/resource/oneTask";
import { systemClock } from "../../src/wait/time/clock";
import { closeServers, serve } from "../client/support/answerServer";
import sample from "../client/vectors/sampleAnswer.json";
import { hostileJson, mutated } from "./support/hostile";
import { expectHarmless, holds, typedLater } from "./support/holds";

const inputs = {
  instanceId: "5560df16-cebf-4473-95c4-d1b573c16e79",
  taskId: "8abf6e1e72c12e7c0172c15b508500aa",
  wait: false,
  timeoutSeconds: 1,
  onFailure: "error",
  onTimeout: "error",
  poll: { minSeconds: 1, maxSeconds: 60 },
};
const saved = {
  ...inputs,
  region: "cn-north-4",
  projectId: "2f6c7e34",
  status: "RUNNING",
  progress: 30,
  remainTime: 100,
  stepDetails: [{ stepName: "a", stepStatus: "FINISH", subStepDetails: [{ subStepName: "b" }] }],
  omittedDetails: 0,
  startedAt: "2022-09-01 11:52:24",
  attempts: 3,
  __inputs: Object.keys(inputs),
};

const shown: string[] = [];
const values: Readonly<Record<string, string>> = {
  region: "cn-north-4",
  projectId: "2f6c7e34",
  accessKey: "AKEXAMPLE",
  secretKey: "SKEXAMPLESECRET",
};
let endpoint: string;
const host: Host = {
  configuration: () =>
    Promise.resolve((key) =>
      key === "endpoints" ? JSON.stringify({ dcs: endpoint, iam: endpoint }) : values[key],
    ),
  env: {},
  onTerminal: false,
  now: Date.now,
  isUnknown: () => false,
  clock: systemClock,
  runStartedAt: Date.now,
};
const context: CallContext = {
  urn: undefined,
  timeouts: {},
  row: {
    show: (text) => {
      shown.push(text);
    },
    keep: (_, text) => {
      shown.push(text);
    },
    settled: () => Promise.resolve(),
  },
  cancelled: new AbortController().signal,
};
/** Every wait ends at once. */
const ending: CallContext = { ...context, cancelled: AbortSignal.abort() };
beforeAll(async () => {
  endpoint = (await serve({ body: sample })).url;
});
afterAll(closeServers);

const lifecycle = createLifecycle(host, oneTask);

const state = mutated(saved)
  .filter((value) => typeof value === "object" && value !== null && !Array.isArray(value))
  .map((value) => value as Record<string, unknown>);

test("diff never throws on a saved state, replaces an unchanged resource, or shows control characters", async () => {
  await holds(
    state,
    async (olds) => {
      shown.length = 0;
      const difference = await lifecycle.diff(olds, inputs, context);
      if (olds["instanceId"] === inputs.instanceId && olds["region"] === saved.region) {
        expect(difference.replaces ?? []).not.toContain("instanceId");
      }
      shown.forEach(expectHarmless);
    },
    1_000,
  );
});

test("read of any saved state succeeds or fails with a typed error", async () => {
  await holds(
    fc.tuple(state, fc.oneof(fc.constant(inputs.instanceId), fc.string())),
    async ([olds, id]) => {
      await typedLater(() => lifecycle.read(id, olds, context));
    },
    100,
  );
});

test("update of any saved state succeeds or fails with a typed error, and keeps the record", async () => {
  await holds(
    state,
    async (olds) => {
      const done = { ...olds, taskId: inputs.taskId, triggers: undefined, status: "SUCCEEDED" };
      const { outs } = await lifecycle.update(done, inputs, ending);
      expect(outs).toMatchObject({ status: "SUCCEEDED", taskId: inputs.taskId });
      expect(() => JSON.stringify(outs)).not.toThrow();
      await typedLater(() => lifecycle.update({ ...olds, status: "RUNNING" }, inputs, ending));
    },
    100,
  );
});

test("with any saved state of InstanceTasks diff succeeds, and read and update fail only with typed errors", async () => {
  const { taskId, ...place } = inputs;
  const task = { taskId, taskName: "EXTEND", status: "RUNNING", progress: 30, stepDetails: [] };
  const all = createLifecycle(host, allTasks);
  const many = mutated({ ...place, status: "RUNNING", tasks: [task, task], __inputs: ["wait"] })
    .filter((value) => typeof value === "object" && value !== null && !Array.isArray(value))
    .map((value) => value as Record<string, unknown>);
  await holds(
    many,
    async (olds) => {
      shown.length = 0;
      await all.diff(olds, place, context);
      shown.forEach(expectHarmless);
      await typedLater(() => all.read(inputs.instanceId, olds, context));
      await typedLater(() => all.update(olds, place, ending));
    },
    200,
  );
});

test("check never rejects, whatever the inputs", async () => {
  await holds(
    fc.oneof(mutated(inputs), hostileJson),
    async (news) => {
      if (typeof news !== "object" || news === null || Array.isArray(news)) return;
      const { failures } = await lifecycle.check(news as Record<string, unknown>, context);
      for (const { reason } of failures) expect(typeof reason).toBe("string");
    },
    500,
  );
});
