import {
  DcsClient,
  DcsError,
  isDcsError,
  settleBackgroundTask,
  settleJob,
  type TaskProgress,
  waitForBackgroundTask,
  type WaitForBackgroundTaskOptions,
  waitForJob,
} from "../../../src/client";
import { VirtualClock } from "../../support/virtualClock";
import { fastTime } from "../../support/fastClock";
import { closeServers, serve } from "../support/answerServer";
import { clientOf, task } from "../support/clients";
import { type ScriptedService, scriptedService as scripted } from "../support/scriptedService";

afterEach(closeServers);

const failed = {
  progress: 45,
  step_details: [
    { step_name: "check", step_status: "FINISH" },
    {
      step_name: "migrate",
      step_status: "FAILED",
      error_code: "DCS.1",
      sub_step_details: [
        { sub_step_name: "slot 0-1", sub_step_status: "FAILED", error_code: "DCS.4842", detail: "disk full" },
      ],
    },
  ],
}; // prettier-ignore
const running = {
  progress: 45,
  step_details: [{ step_name: "migrate", step_status: "EXECUTING" }],
};
const done = { progress: 100, step_details: [{ step_status: "FINISH" }] };
const gone = { http: 404, error_code: "DCS.4001", error_msg: "The task does not exist." };

function wait(service: ScriptedService, options: WaitForBackgroundTaskOptions = {}) {
  return waitForBackgroundTask(service.client, task, { clock: new VirtualClock(), ...options });
}

async function errorOf(promise: Promise<unknown>): Promise<DcsError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isDcsError(error)) throw new Error(`expected an error, not ${String(error)}`);
  return error;
}

const named = `background task ${task.taskId} of instance ${task.instanceId}`;

test("a wait for a task that succeeds gives its result", async () => {
  await expect(wait(scripted([running, done]))).resolves.toMatchObject({
    outcome: "succeeded",
    decidedBy: "steps",
    attempts: 2,
  });
});

describe("a wait for a task that does not succeed is rejected", () => {
  it("with TASK_FAILED, and where and why it failed", async () => {
    const error = await errorOf(wait(scripted([running, failed])));
    expect(error).toMatchObject({
      code: "TASK_FAILED",
      message:
        `${named} failed at 45 % in step 2/2 "migrate" > "slot 0-1" with DCS.4842: disk full; ` +
        "fix the cause, then run the operation again",
      result: { outcome: "failed", attempts: 2, decidedBy: "steps" },
    });
    expect(error.result?.lastProgress?.stepDetails).toHaveLength(2);
  });

  it("with TASK_FAILED where the list alone says so", async () => {
    const list = { tasks: [{ id: task.taskId, status: "FAILED" }], task_count: 1 };
    const error = await errorOf(wait(scripted([gone], { list })));
    expect(error).toMatchObject({
      code: "TASK_FAILED",
      message:
        `${named} failed according to the instance's task list; ` +
        "fix the cause, then run the operation again",
      result: { outcome: "failed", decidedBy: "taskList" },
    });
  });

  it("with TIMED_OUT when the time is up", async () => {
    const error = await errorOf(wait(scripted([running]), { timeoutMs: 30_000 }));
    expect(error).toMatchObject({
      code: "TIMED_OUT",
      message:
        `${named} is still unfinished at 45 % after 30 s; it goes on in the cloud: wait for it again, ` +
        "or raise timeoutMs",
      result: { outcome: "timedOut" },
    });
  });

  it("with ABORTED when the signal aborts", async () => {
    const stop = new AbortController();
    const clock = new VirtualClock();
    clock.after(20_000, () => {
      stop.abort();
    });
    const error = await errorOf(wait(scripted([running]), { clock, signal: stop.signal }));
    expect(error).toMatchObject({
      code: "ABORTED",
      message:
        `the wait for ${named} was aborted at 45 %; the task goes on in the cloud: wait for it ` +
        "again",
      result: { outcome: "aborted", elapsedMs: 20_000 },
    });
  });

  it("with LOST when neither view knows the task any more", async () => {
    const error = await errorOf(wait(scripted([running, gone])));
    expect(error).toMatchObject({
      code: "LOST",
      message:
        `the record of ${named} disappeared at 45 %, and the task list does not say how it ended; ` +
        "check the instance to see whether the operation took effect",
      result: { outcome: "lost" },
    });
  });

  it("with the code of the trouble, and no result, when nothing was learnt of it", async () => {
    const service = scripted([{ http: 503, error_code: "DCS.5000", error_msg: "Busy." }]);
    const error = await errorOf(wait(service, { timeoutMs: 20_000 }));
    expect(error.code).toBe("SERVICE_ERROR");
    expect(error.message).toMatch(
      /^there was no answer about the task within 20 s; .*DCS\.5000: Busy/,
    );
    expect(error.result).toBeUndefined();
  });
});

test.each([
  ["failed", [running, failed], {}],
  ["timedOut", [running], { timeoutMs: 30_000 }],
  ["aborted", [running], { signal: AbortSignal.abort() }],
  ["lost", [running, gone], {}],
] as const)("settleBackgroundTask gives the value %s", async (outcome, answers, options) => {
  const { client } = scripted(answers);
  const settled = settleBackgroundTask(client, task, { clock: new VirtualClock(), ...options });
  await expect(settled).resolves.toMatchObject({ outcome });
});

test("a job that fails rejects waitForJob, and is a value of settleJob", async () => {
  const { client } = scripted([], {
    job: { job_id: "j", status: "FAIL", fail_reason: "no host" },
  });
  const options = { clock: new VirtualClock() };
  const error = await errorOf(waitForJob(client, { jobId: "j" }, options));
  expect(error).toMatchObject({ code: "TASK_FAILED", result: { outcome: "failed" } });
  expect(error.message).toMatch(/^job j failed in step 1\/1 .*: no host; fix the cause/);
  const settled = settleJob(client, { jobId: "j" }, options);
  await expect(settled).resolves.toMatchObject({ outcome: "failed" });
});

test.each<[string, unknown]>([
  ["undefined", undefined],
  ["null", null],
])("options that are %s are as absent, and the list is asked all the same", async (_, value) => {
  const list = { tasks: [{ id: task.taskId, status: "SUCCESS" }], task_count: 1 };
  const names = ["confirm", "signal", "onProgress", "onTrouble", "random", "timeoutMs", "seen"];
  const options = Object.fromEntries(names.map((name) => [name, value]));
  const service = scripted([running, gone], { list });
  await expect(wait(service, options)).resolves.toMatchObject({
    outcome: "succeeded",
    decidedBy: "taskList",
  });
  expect(service.asked.filter((what) => what === "tasks")).toHaveLength(1);
});

test("a task that an earlier run has seen is looked for in the list when its record is gone", async () => {
  const list = { tasks: [{ id: task.taskId, status: "SUCCESS" }], task_count: 1 };
  const seen: TaskProgress = { progress: 48, stepDetails: [] };
  const service = scripted([gone], { list });
  const result = await wait(service, { seen });
  expect(result).toMatchObject({ outcome: "succeeded", decidedBy: "taskList", lastProgress: seen });
  expect(service.asked).toEqual(["progress", "progress", "tasks"]);
});

test("over sockets, a record that is gone from the start is looked for in the list's pages", async () => {
  const { now, clock } = fastTime(20);
  const server = await serve((response) => {
    const { pathname, searchParams } = new URL(response.req.url ?? "", "http://localhost");
    const isList = pathname.endsWith("/tasks");
    const tasks = [["another"], [task.taskId.toUpperCase()], []][
      Number(searchParams.get("offset"))
    ];
    const list = { task_count: "2", tasks: tasks?.map((id) => ({ id, status: "SUCCESS" })) };
    response.writeHead(isList ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(isList ? list : { error_code: "DCS.4001", error_msg: "gone" }));
  });
  const result = await waitForBackgroundTask(clientOf(server, { now }), task, { clock });
  expect(result).toMatchObject({ outcome: "succeeded", decidedBy: "taskList" });
  expect(result.elapsedMs).toBeLessThan(25_000);
  const lists = server.requests.filter(({ url }) => url.includes("/tasks?"));
  expect(lists.map(({ url }) => url.split("offset=")[1])).toEqual(["0", "1"]);
});

test.each([
  ["instanceId", { ...task, instanceId: "a/b" }],
  ["taskId", { ...task, taskId: "" }],
] as const)("a bad %s is refused before any request", async (property, ids) => {
  const service = scripted([done]);
  await expect(settleBackgroundTask(service.client, ids)).rejects.toMatchObject({
    code: "INVALID_INPUT",
    property,
  });
  expect(service.asked).toEqual([]);
});

test("a bad jobId, and a bad option, are refused before any request", async () => {
  const service = scripted([done]);
  await expect(waitForJob(service.client, { jobId: "?" })).rejects.toMatchObject({
    property: "jobId",
  });
  await expect(wait(service, { timeoutMs: NaN })).rejects.toMatchObject({ property: "timeoutMs" });
  expect(service.asked).toEqual([]);
});

test.each<[string, unknown]>([
  ["clock", 5],
  ["random", "x"],
  ["signal", { addEventListener: () => undefined }],
  ["timeoutMs", Object.create(null)],
  ["maxDelayMs", Object.create(null)],
])(
  "a wrong %s is named before anything is asked, also beside another wait",
  async (name, value) => {
    const service = scripted([running]);
    const before = settleBackgroundTask(service.client, task, { timeoutMs: 50 });
    const asked = service.asked.length;
    const options = { [name]: value } as WaitForBackgroundTaskOptions;
    const wait = settleBackgroundTask(service.client, task, options);
    await expect(wait).rejects.toMatchObject({ code: "INVALID_INPUT", property: name });
    expect(service.asked).toHaveLength(asked);
    await before;
  },
);

test("what one wait has proved of the service holds for the first answers of the others", async () => {
  const clock = new VirtualClock();
  let outage = false;
  const client = new DcsClient({
    region: "cn-north-4",
    projectId: "p",
    credentials: { accessKey: "AK", secretKey: "SK" },
    fetch: () =>
      outage
        ? Promise.reject(new TypeError("fetch failed"))
        : Promise.resolve(Response.json(clock.now() < 400_000 ? running : done)),
  });
  const first = waitForBackgroundTask(client, task, { clock, minDelayMs: 50_000 });
  // Three minutes, in which a wait that begins is never answered.
  clock.after(10_000, () => (outage = true));
  clock.after(190_000, () => (outage = false));
  const second = clock
    .sleep(11_000)
    .then(() => waitForBackgroundTask(client, { ...task, taskId: "other" }, { clock }));
  await expect(Promise.all([first, second])).resolves.toMatchObject([
    { outcome: "succeeded" },
    { outcome: "succeeded" },
  ]);
});

test("a code that is asked for narrows the error's type", () => {
  const error: unknown = new DcsError("NOT_FOUND", "no such task");
  if (!isDcsError(error, "NOT_FOUND")) throw new Error("it is one");
  const code: "NOT_FOUND" = error.code;
  expect(code).toBe("NOT_FOUND");
});
