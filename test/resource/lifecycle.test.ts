import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pass } from "node:timers/promises";
import { inspect } from "node:util";
import { PartialFailure } from "../../src/resource/host/partialFailure";
import { fastTime } from "../support/fastClock";
import { setStage, type Stage, type StageOptions, UNKNOWN } from "./support/stage";

type Properties = Record<string, unknown>;

/** The list of tasks is read several times, with pauses, before a task is lost or unknown. */
const inHaste = () => ({ clock: fastTime(20).clock });
const slow = { name: "slow", steps: [{ name: "work", seconds: 8 }] };
let stage: Stage;

async function play(...scenarios: StageOptions["scenarios"]): Promise<void> {
  stage = await setStage({ scenarios });
}

async function create(scenario: string, more?: Properties): Promise<Properties> {
  return (await stage.lifecycle.create(stage.inputs(scenario, more))).outs;
}

/** The failure of an attempt that must not succeed. */
function failureOf(attempt: Promise<unknown>): Promise<PartialFailure> {
  return attempt.then(
    (value) => {
      throw new Error(`there was no failure but ${inspect(value)}`);
    },
    (error: unknown) => error as PartialFailure,
  );
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await pass(10);
}

afterEach(() => stage.simulator.close());

describe("the life cycle of a BackgroundTask", () => {
  it("checks without any request, and completes the inputs", async () => {
    await play("quick");
    const { instanceId, taskId } = stage.inputs("quick");
    const { inputs, failures } = await stage.lifecycle.check({ instanceId, taskId });
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ instanceId, taskId, wait: true, timeoutSeconds: 3600 });
    expect(stage.simulator.requests).toEqual([]);
  });

  it("looks nowhere for what a wrong input names, which is the only problem", async () => {
    // A home without the file that a profile is looked for in.
    const host = { env: { HOME: "/nowhere", USERPROFILE: "/nowhere" } };
    stage = await setStage({ scenarios: ["quick"], host });
    const inputs = { ...stage.inputs("quick"), profile: 5, endpoint: "" };
    const { failures } = await stage.lifecycle.check(inputs);
    expect(failures.map(({ property }) => property)).toEqual(["endpoint", "profile"]);
  });

  it("finds the problems of inputs and configuration in one check, each once", async () => {
    await play("quick");
    const lifecycle = stage.again({ region: "Beijing", secretKey: "" });
    const { failures } = await lifecycle.check({ instanceId: "a/b", taskId: UNKNOWN, wait: 5 });
    expect(failures.map(({ property }) => property).sort()).toEqual([
      "huaweicloud:region",
      "huaweicloud:secretKey",
      "instanceId",
      "wait",
    ]);
  });

  it("waits for the task, and outputs what the contract says", async () => {
    stage = await setStage({ scenarios: ["quick"], speed: 10 });
    const inputs = stage.inputs("quick", { triggers: [1] });
    const { id, outs } = await stage.lifecycle.create(inputs);
    const { simulator } = stage;
    const { startedAt = 0, endedAt = 0, asked } = simulator.task("quick");
    const time = (moment: number) => new Date(moment).toISOString();
    const subStep = { subStepStatus: "FINISH", subStepId: expect.any(String) as string };
    expect(id).toBe(simulator.instanceId);
    expect(outs).toStrictEqual({
      ...inputs,
      region: simulator.region,
      projectId: simulator.projectId,
      status: "SUCCEEDED",
      progress: 100,
      remainTime: 0,
      stepDetails: [
        {
          stepId: expect.any(String) as string,
          stepName: "前置检查",
          stepStatus: "FINISH",
          beginTime: time(startedAt),
          endTime: time(startedAt + 100),
          subStepDetails: [],
        },
        {
          stepId: expect.any(String) as string,
          stepName: "数据迁移",
          stepStatus: "FINISH",
          beginTime: time(startedAt + 100),
          endTime: time(startedAt + 250),
          subStepDetails: [
            {
              ...subStep,
              subStepName: "slot 0-8191",
              beginTime: time(startedAt + 100),
              endTime: time(startedAt + 175),
              detail: "{slot_range:[0 8191]}",
            },
            {
              ...subStep,
              subStepName: "slot 8192-16383",
              beginTime: time(startedAt + 175),
              endTime: time(startedAt + 250),
              detail: "{slot_range:[8192 16383]}",
            },
          ],
        },
        {
          stepId: expect.any(String) as string,
          stepName: "结果校验",
          stepStatus: "FINISH",
          beginTime: time(startedAt + 250),
          endTime: time(startedAt + 300),
          subStepDetails: [],
        },
      ],
      omittedDetails: 0,
      startedAt: time(startedAt),
      finishedAt: time(endedAt),
      attempts: asked,
      __inputs: Object.keys(inputs),
      __since: expect.any(String) as string,
    });
    expect(outs).toStrictEqual(JSON.parse(JSON.stringify(outs)));
  });

  it("needs one query for a task that has ended already", async () => {
    await play("done");
    await expect(create("done")).resolves.toMatchObject({ status: "SUCCEEDED", attempts: 1 });
    expect(stage.asked()).toBe(1);
  });

  it("shows percentages in the row while it waits, and 100 % at the end", async () => {
    await play("quick");
    await create("quick");
    const percents = stage.shown.map((text) => Number(/^(\d+)%/.exec(text)?.[1]));
    expect(percents).not.toContain(NaN);
    expect(percents.at(-1)).toBe(100);
  });

  it("does not fail when its row cannot be shown", async () => {
    const row = {
      show: () => {
        throw new Error("the screen is gone");
      },
      keep: () => {
        throw new Error("the screen is gone");
      },
      settled: () => Promise.reject(new Error("the screen is gone")),
    };
    stage = await setStage({ scenarios: ["quick"], context: { row } });
    await expect(create("quick")).resolves.toMatchObject({ status: "SUCCEEDED" });
  });

  it("makes no request to update to the task that has succeeded", async () => {
    await play("done");
    const olds = await create("done", { triggers: [{ a: 1 }] });
    const before = stage.simulator.requests.length;
    const news = stage.inputs("done", { triggers: [{ a: 1 }], timeoutSeconds: 5 });
    const { outs } = await stage.again().update(olds, news);
    expect(stage.simulator.requests).toHaveLength(before);
    expect(outs).toStrictEqual({ ...olds, timeoutSeconds: 5 });
  });

  it("waits again when the triggers change", async () => {
    await play("done");
    const olds = await create("done", { triggers: [1] });
    const { outs } = await stage.again().update(olds, stage.inputs("done", { triggers: [2] }));
    expect(stage.asked()).toBe(2);
    expect(outs).toMatchObject({ status: "SUCCEEDED", triggers: [2] });
  });

  it("waits for another task when the task id changes", async () => {
    await play("done", "quick");
    const olds = await create("done");
    const { outs } = await stage.again().update(olds, stage.inputs("quick"));
    expect(outs).toMatchObject({ taskId: stage.simulator.tasks["quick"], status: "SUCCEEDED" });
    expect(stage.simulator.task("quick").state).toBe("succeeded");
  });

  it("keeps id, inputs and steps when it times out, and resumes from there", async () => {
    await play(slow);
    const inputs = stage.inputs("slow", { timeoutSeconds: 0.2, triggers: [1] });
    const failure = await failureOf(stage.lifecycle.create(inputs));
    expect(failure).toBeInstanceOf(PartialFailure);
    expect(failure).toMatchObject({
      code: "TIMED_OUT",
      id: stage.simulator.instanceId,
      reasons: [failure.message],
      message: expect.stringMatching(
        /^background task \w+ of instance \S+ is still unfinished at \d+ % \(1\/1 work\) after 0s \(the limit is 0\.2 s\)/,
      ) as string,
      properties: {
        ...inputs,
        region: stage.simulator.region,
        projectId: stage.simulator.projectId,
        status: "RUNNING",
        stepDetails: [{ stepName: "work", stepStatus: "EXECUTING" }],
      },
    });
    const olds = failure.properties as Properties;
    const lifecycle = stage.again();
    const news = stage.inputs("slow", { triggers: [1] });
    await expect(lifecycle.diff(olds, inputs)).resolves.toEqual({ changes: true });
    const { outs } = await lifecycle.update(olds, news);
    expect(outs).toMatchObject({ status: "SUCCEEDED", progress: 100, timeoutSeconds: 3600 });
    await expect(lifecycle.diff(outs, news)).resolves.toEqual({ changes: false });
  });

  it("needs one query to resume when the task has ended in between", async () => {
    await play("done");
    const olds = { ...(await create("done")), status: "RUNNING", progress: 62 };
    const { outs } = await stage.again().update(olds, stage.inputs("done"));
    expect(outs).toMatchObject({ status: "SUCCEEDED", attempts: 1 });
  });

  it.each(["create", "update"] as const)(
    "lets the custom time-out of %s win",
    async (operation) => {
      await play(slow);
      const other = operation === "create" ? "update" : "create";
      const inputs = stage.inputs("slow", { timeoutSeconds: 60 });
      const context = { timeouts: { [operation]: "100ms", [other]: "1h" } };
      const attempt =
        operation === "create"
          ? stage.lifecycle.create(inputs, context)
          : stage.lifecycle.update({ ...inputs, status: "RUNNING" }, inputs, context);
      await expect(attempt).rejects.toMatchObject({
        code: "TIMED_OUT",
        message: expect.stringContaining("the limit is 0.1 s") as string,
      });
    },
  );

  it("keeps id, inputs and steps of a task that failed, and names what failed", async () => {
    await play("fails");
    const failure = await failureOf(create("fails"));
    expect(failure).toMatchObject({
      code: "TASK_FAILED",
      id: stage.simulator.instanceId,
      message: expect.stringContaining(
        'failed at 50 % in step 2/3 "数据迁移" > "slot 8192-16383" with DCS.4842',
      ) as string,
      properties: { status: "FAILED", taskId: stage.simulator.tasks["fails"], wait: true },
    });
  });

  it("looks once at a failed task when it is run again, and fails again", async () => {
    await play("fails");
    const { properties } = await failureOf(create("fails"));
    const before = stage.asked();
    const again = stage.again().update(properties, stage.inputs("fails"));
    await expect(again).rejects.toMatchObject({ code: "TASK_FAILED" });
    expect(stage.asked()).toBe(before + 1);
  });

  it.each([
    ["fails", { onFailure: "record" }, "FAILED"],
    ["vanishes", { onFailure: "record" }, "UNKNOWN"],
    ["slow", { onTimeout: "record", timeoutSeconds: 0.1 }, "RUNNING"],
  ])("records by choice how %s ended", async (scenario, policy, status) => {
    stage = await setStage({ scenarios: ["fails", "vanishes", slow], host: inHaste() });
    const olds = await create(scenario, policy);
    expect(olds).toMatchObject({ ...policy, status });
    const news = stage.inputs(scenario, policy);
    await expect(stage.lifecycle.diff(olds, news)).resolves.toEqual({ changes: false });
  });

  it("says that a task was lost when its record vanished, and keeps what was seen", async () => {
    stage = await setStage({ scenarios: ["vanishes"], host: inHaste() });
    await expect(create("vanishes")).rejects.toMatchObject({
      code: "LOST",
      id: stage.simulator.instanceId,
      properties: { status: "UNKNOWN", stepDetails: [{ stepName: "数据迁移" }] },
    });
  });

  it("looks once and does not wait with wait false", async () => {
    await play(slow);
    await expect(create("slow", { wait: false })).resolves.toMatchObject({
      status: "RUNNING",
      progress: 0,
      attempts: 1,
    });
    expect(stage.asked()).toBe(1);
  });

  it("records the vendor's sample as it stands", async () => {
    await play("sample");
    const outs = await create("sample", { wait: false });
    expect(outs).toMatchObject({
      status: "RUNNING",
      progress: 30,
      remainTime: 100,
      startedAt: "2022-09-01 11:52:24",
      stepDetails: [{ errorCode: "DCS.4064" }, { endTime: "2022-09-01 11:54:30" }],
    });
    expect(outs).not.toHaveProperty("finishedAt");
  });

  it("refreshes the state, and leaves what has not changed", async () => {
    await play("quick");
    const olds = await create("quick", { triggers: [1] });
    const { id, props, inputs } = await stage.again().read(stage.simulator.instanceId, olds);
    expect(id).toBe(stage.simulator.instanceId);
    expect(props).toStrictEqual(olds);
    expect(inputs).toStrictEqual(stage.inputs("quick", { triggers: [1] }));
  });

  it("reads how far an unfinished task is now", async () => {
    await play("quick");
    const olds = await create("quick", { wait: false });
    await until(() => stage.simulator.task("quick").state === "succeeded");
    const { props } = await stage.again().read(stage.simulator.instanceId, olds);
    expect(olds).toMatchObject({ status: "RUNNING" });
    expect(props).toMatchObject({ status: "SUCCEEDED", progress: 100 });
  });

  it("keeps the state when a read finds that the record of the task is gone", async () => {
    await play("purged");
    const olds = await create("purged");
    await until(() => stage.simulator.task("purged").state === "purged");
    const { id, props } = await stage.again().read(stage.simulator.instanceId, olds);
    expect(id).toBe(stage.simulator.instanceId);
    expect(props).toStrictEqual(olds);
  });

  it("reports with a read without an id that the instance is gone", async () => {
    await play("done");
    const olds = { ...(await create("done")), instanceId: "gone" };
    await expect(stage.again().read("gone", olds)).resolves.toEqual({});
  });

  it("fails to read when the service cannot be reached", async () => {
    stage = await setStage({ scenarios: ["done"], host: { clock: fastTime(20).clock } });
    const olds = await create("done");
    await stage.simulator.close();
    const lifecycle = stage.again({ projectId: stage.simulator.projectId });
    await expect(lifecycle.read(stage.simulator.instanceId, olds)).rejects.toMatchObject({
      code: "NETWORK",
    });
  });

  it.each<[string, (stage: Stage) => Readonly<Record<string, string>>]>([
    [
      "the region does not have the API",
      ({ simulator: { url } }) => ({
        endpoints: JSON.stringify({ dcs: `${url}/nowhere`, iam: url }),
      }),
    ],
    ["IAM knows no such project", () => ({ projectName: "not-there" })],
  ])(
    "fails to read, and does not keep the old state silently, when %s",
    async (_, configurationOf) => {
      await play("done");
      const olds = await create("done");
      const lifecycle = stage.again(configurationOf(stage));
      await expect(lifecycle.read(stage.simulator.instanceId, olds)).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    },
  );

  it("ends at a cancellation, with a state to resume from", async () => {
    stage = await setStage({ scenarios: ["long"], speed: 400 });
    const more = { poll: { minSeconds: 30, maxSeconds: 60 } };
    const attempt = failureOf(create("long", more));
    await until(() => stage.shown.some((text) => !text.includes("asking")));
    const before = performance.now();
    stage.cancel();
    const failure = await attempt;
    // The next query is half a minute away.
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(failure).toMatchObject({
      code: "ABORTED",
      id: stage.simulator.instanceId,
      properties: { status: "RUNNING", stepDetails: [{ stepName: "前置检查" }, {}, {}] },
      message: expect.stringContaining('run "pulumi up" again') as string,
    });
    const cancelled = new AbortController().signal;
    const olds = failure.properties as Properties;
    const { outs } = await stage.again().update(olds, stage.inputs("long"), { cancelled });
    expect(outs).toMatchObject({ status: "SUCCEEDED" });
  });

  it.each([
    ["immediately", false],
    ["after a refresh", true],
  ])(
    "resumes the wait %s after a cancellation, although a time-out would be accepted",
    async (_, refreshes) => {
      stage = await setStage({ scenarios: ["long"], speed: 400 });
      const more = { onTimeout: "record" };
      const attempt = failureOf(create("long", more));
      await until(() => stage.shown.some((text) => !text.includes("asking")));
      stage.cancel();
      let olds = (await attempt).properties as Properties;
      const cancelled = new AbortController().signal;
      const lifecycle = stage.again();
      const inputs = stage.inputs("long", more);
      if (refreshes) {
        const { props } = await lifecycle.read(stage.simulator.instanceId, olds, { cancelled });
        olds = props ?? {};
      }
      await expect(lifecycle.diff(olds, inputs)).resolves.toEqual({ changes: true });
      const { outs } = await lifecycle.update(olds, inputs, { cancelled });
      expect(outs).toMatchObject({ status: "SUCCEEDED" });
    },
  );

  it("keeps the state when the service rejects a request in the middle of a wait", async () => {
    const refusal = { status: 401, body: { error_code: "APIGW.0301", error_msg: "no" } };
    const refused = {
      ...slow,
      name: "refused",
      faults: [{ ...refusal, request: [2, 9] as const }],
    };
    await play(refused);
    await expect(create("refused")).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      id: stage.simulator.instanceId,
      properties: { status: "RUNNING", stepDetails: [{ stepName: "work" }] },
    });
  });

  it.each([
    ["the keys are refused", { secretKey: "wrong" }, {}, "UNAUTHORIZED"],
    ["there are no keys", { accessKey: "", secretKey: "" }, {}, "INVALID_INPUT"],
    ["there is no region", { region: "" }, {}, "INVALID_INPUT"],
    ["the task id is none", {}, { taskId: "x" }, "INVALID_INPUT"],
  ])("fails plainly, without an id, when %s", async (_, configuration, inputs, code) => {
    stage = await setStage({ scenarios: ["quick"], host: inHaste() });
    const attempt = stage.again(configuration).create(stage.inputs("quick", inputs));
    const failure = await failureOf(attempt);
    expect(failure).toMatchObject({ name: "DcsError", code });
    expect(failure).not.toHaveProperty("id");
    expect(failure).not.toHaveProperty("properties");
  });

  it("asks IAM once for twenty tasks that are created at once", async () => {
    await play("quick");
    const states = await Promise.all(Array.from({ length: 20 }, () => create("quick")));
    expect(states.map(({ status }) => status)).toEqual(Array(20).fill("SUCCEEDED"));
    const paths = stage.simulator.requests.map(({ path }) => path);
    expect(paths.filter((path) => path.startsWith("/v3/"))).toHaveLength(1);
  });

  it("makes no request for a difference, and says what is unfinished", async () => {
    await play("quick");
    const olds = { ...stage.inputs("quick"), status: "RUNNING", progress: 62 };
    const { inputs } = await stage.lifecycle.check(stage.inputs("quick"));
    await expect(stage.lifecycle.diff(olds, inputs)).resolves.toEqual({ changes: true });
    expect(stage.shown).toEqual([expect.stringMatching(/^unfinished: task \w+ was at 62 %$/)]);
    expect(stage.simulator.requests).toEqual([]);
  });

  it("returns a difference only after its text has been delivered", async () => {
    const done: string[] = [];
    const row = {
      show: () => undefined,
      keep: () => undefined,
      settled: async () => {
        await pass(50);
        done.push("delivered");
      },
    };
    stage = await setStage({ scenarios: ["quick"], context: { row } });
    const olds = { ...stage.inputs("quick"), status: "RUNNING", progress: 62 };
    await stage.lifecycle.check(stage.inputs("quick"));
    await stage.lifecycle.diff(olds, stage.inputs("quick"));
    expect(done).toEqual(["delivered"]);
  });

  it.each([
    ["instanceId", /^another instanceId \S+ -> \(not known yet\)$/],
    ["region", /^another region \S+ -> \(not known yet\)$/],
    ["projectId", /^another projectId p -> \(not known yet\)$/],
  ])("shows no placeholder for a new %s that is not known yet", async (name, text) => {
    await play("quick");
    const { region } = stage.simulator;
    const olds = { ...stage.inputs("quick"), region, projectId: "p", status: "SUCCEEDED" };
    const news = stage.inputs("quick", { [name]: UNKNOWN });
    await stage.lifecycle.check(news);
    const { replaces } = await stage.lifecycle.diff(olds, news);
    expect(replaces).toEqual([name]);
    expect(stage.shown).toEqual([expect.stringMatching(text)]);
  });

  it("says nothing of a difference in a refresh, which checks no inputs", async () => {
    await play("quick");
    const olds = { ...stage.inputs("quick"), status: "RUNNING", progress: 62 };
    await stage.lifecycle.check(stage.inputs("quick"));
    await stage.lifecycle.diff(olds, stage.inputs("quick"));
    await stage.lifecycle.diff(olds, stage.inputs("quick"));
    expect(stage.shown).toHaveLength(1);
  });
});

it.each(["quick", "fails", "refused", "slow"])(
  "no secret is in any output, message or row of %s",
  async (scenario) => {
    const body = "Bad SimulatedSecretKeyThatOpensNothingAtAll0 and the-token-of-the-session";
    const faults = [{ request: [2, 99] as const, status: 403, body }];
    const scenarios = ["quick", "fails", slow, { ...slow, name: "refused", faults }];
    stage = await setStage({ scenarios, securityToken: "the-token-of-the-session" });
    const attempt = create(scenario, { timeoutSeconds: 0.5, triggers: [1] });
    const [settled] = await Promise.allSettled([attempt]);
    const everything = inspect(settled, { depth: Infinity, showHidden: true });
    for (const secret of [stage.simulator.secretKey, "the-token-of-the-session", "Signature="]) {
      expect(everything).not.toContain(secret);
      expect(stage.shown.join("\n")).not.toContain(secret);
    }
    expect(stage.asked()).toBeGreaterThan(0);
  },
);

it.each<[string, Properties, (url: string) => Record<string, string>]>([
  ["IAM", {}, (iam) => ({ iam })],
  ["a look without a wait", { wait: false }, (dcs) => ({ dcs })],
])("a cancellation also ends %s that is never answered", async (_, inputs, silentOne) => {
  await play("quick");
  const silent: Server = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const { url } = stage.simulator;
  const urls = { dcs: url, iam: url, ...silentOne(`http://127.0.0.1:${port}`) };
  const lifecycle = stage.again({ endpoints: JSON.stringify(urls) });
  const attempt = failureOf(lifecycle.create(stage.inputs("quick", inputs)));
  await pass(200);
  const before = performance.now();
  stage.cancel();
  const failure = await attempt;
  // A request has ten seconds.
  expect(performance.now() - before).toBeLessThan(8_000);
  expect(failure).toMatchObject({ name: "DcsError", code: "ABORTED" });
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
});

it("a cancellation also ends a refresh that is never answered", async () => {
  await play("done");
  const olds = await create("done");
  const silent: Server = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const urls = { dcs: `http://127.0.0.1:${port}`, iam: stage.simulator.url };
  const lifecycle = stage.again({ endpoints: JSON.stringify(urls) });
  const attempt = failureOf(lifecycle.read(stage.simulator.instanceId, olds));
  await pass(200);
  stage.cancel();
  expect(await attempt).toMatchObject({ name: "DcsError", code: "ABORTED" });
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
});
