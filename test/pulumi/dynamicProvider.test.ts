import { setTimeout as pass } from "node:timers/promises";
import type * as dynamic from "@pulumi/pulumi/dynamic";
import { createDynamicProvider } from "../../src/pulumi/dynamic/dynamicProvider";
import { createEngineHost, type EngineHost } from "../../src/pulumi/dynamic/engineHost";
import { clientCache } from "../../src/resource/host/clientCache";
import { withDefaults } from "../../src/resource/properties/completeInputs";
import type { PartialFailure } from "../../src/resource/host/partialFailure";
import { oneTask } from "../../src/resource/oneTask";
import { type Simulator, startSimulator } from "../../src/simulator";

let simulator: Simulator;
let provider: Required<dynamic.ResourceProvider>;
beforeEach(async () => {
  simulator = await startSimulator({ scenarios: ["long", "done", "fails"], speed: 10 });
  const host = createEngineHost();
  const shared = { host, connect: clientCache(host) };
  provider = createDynamicProvider(oneTask, shared) as Required<dynamic.ResourceProvider>;
});
afterEach(() => simulator.close());

/** As the plugin calls it, with the stack's configuration. */
async function configure(): Promise<void> {
  const { url, region, accessKey, secretKey } = simulator;
  const values: Readonly<Record<string, string>> = {
    "huaweicloud:region": region,
    "huaweicloud:accessKey": accessKey,
    "huaweicloud:secretKey": secretKey,
    "huaweicloud:endpoints": JSON.stringify({ dcs: url, iam: url }),
  };
  const config = { get: (key: string) => values[key], require: (key: string) => values[key] ?? "" };
  await provider.configure({ config });
}

const inputs = (scenario: string, more: Record<string, unknown> = {}) =>
  withDefaults({
    instanceId: simulator.instanceId,
    taskId: simulator.tasks[scenario],
    poll: { minSeconds: 0.02, maxSeconds: 0.05 },
    __provider: "the text",
    ...more,
  });

async function failureOf(attempt: Promise<unknown>): Promise<PartialFailure> {
  return attempt.then(
    () => Promise.reject(new Error("there was no failure")),
    (error: unknown) => error as PartialFailure,
  );
}

test("a create that comes before the configuration waits for it", async () => {
  const created = provider.create(inputs("done"));
  await configure();
  await expect(created).resolves.toMatchObject({ outs: { status: "SUCCEEDED" } });
});

test("what a failure stores holds the provider's text, which the next run needs", async () => {
  await configure();
  const failure = await failureOf(provider.create(inputs("fails")));
  expect(failure).toMatchObject({
    id: simulator.instanceId,
    reasons: [failure.message],
    properties: { __provider: "the text", status: "FAILED" },
  });
});

test("the engine's time-out of an operation wins over what the constructor was given", async () => {
  await configure();
  const more = { timeoutSeconds: 60, __timeouts: { create: "1h" }, __timeoutSeconds: 0.8 };
  const failure = await failureOf(provider.create(inputs("long", more)));
  expect(failure.message).toContain("the limit is 0.8 s");
  expect(failure.properties).not.toHaveProperty("__timeoutSeconds");
  const news = inputs("long", { ...more, __timeoutSeconds: 0.9 });
  const { message } = await failureOf(provider.update("id", { ...failure.properties }, news));
  expect(message).toContain("the limit is 0.9 s");
});

test("secret inputs are in no part of an error, and still in the state, where the engine hides them", async () => {
  await configure();
  const news = inputs("fails", { __secrets: ["taskId", "instanceId"] });
  const failure = await failureOf(provider.create(news));
  expect(failure.message).toContain("background task [secret] of instance [secret] failed");
  for (const text of [failure.message, failure.stack, ...failure.reasons]) {
    expect(text).not.toContain(simulator.tasks["fails"]);
    expect(text).not.toContain(simulator.instanceId);
  }
  expect(failure.properties).toMatchObject({ taskId: simulator.tasks["fails"] });
});

test("an error without a state to keep hides them too, and stays what it is without secrets", async () => {
  await configure();
  const unknown = { taskId: "not-there", timeoutSeconds: 0.8 };
  const plain = await failureOf(provider.create(inputs("done", unknown)));
  expect(plain.message).toContain("not-there");
  const news = inputs("done", { ...unknown, __secrets: ["taskId"] });
  const failure = await failureOf(provider.create(news));
  expect(failure.message).toContain("[secret]");
  expect(`${failure.message}${failure.stack ?? ""}`).not.toContain("not-there");
  expect(failure).not.toHaveProperty("properties");
});

const hidden = {
  __urn: "urn:pulumi:dev::p::pulumi-nodejs:dynamic:DcsTask::wait",
  __timeouts: { create: "1h" },
  __secrets: ["triggers"],
};

type Properties = Record<string, unknown>;

/** Inputs with hidden ones, as the program gives them and as a refresh gives them back. */
function givenInputs() {
  const visible = { ...inputs("done", { triggers: ["s"] }), ...hidden };
  const { __provider: text, ...read } = visible as Properties;
  return { given: { ...read, __provider: text }, read };
}

const create = async (news: Properties) => (await provider.create(news)).outs as Properties;

test("the state keeps the hidden inputs and the provider's text, and a refresh gives them back", async () => {
  await configure();
  const { given, read } = givenInputs();
  await expect(provider.check({}, given)).resolves.toEqual({ inputs: given, failures: [] });
  const outs = await create(given);
  expect(outs).toMatchObject({ ...hidden, __provider: "the text", status: "SUCCEEDED" });
  const id = simulator.instanceId;
  await expect(provider.read(id, outs)).resolves.toEqual({ id, props: outs, inputs: read });
  await expect(provider.diff(id, outs, given)).resolves.toEqual({ changes: false });
  await expect(provider.update(id, outs, given)).resolves.toEqual({ outs });
});

test("a state of version 0.2.0, which lists hidden inputs too, gives back the same inputs", async () => {
  await configure();
  const { given, read } = givenInputs();
  const older = { ...(await create(given)), __inputs: Object.keys(read) };
  const id = simulator.instanceId;
  await expect(provider.read(id, older)).resolves.toMatchObject({ id, inputs: read });
  await expect(provider.diff(id, older, given)).resolves.toEqual({ changes: false });
});

test("a time-out of the constructor that is no duration is a failure of the check", async () => {
  await configure();
  const { failures } = await provider.check({}, inputs("done", { __timeouts: { update: "soon" } }));
  expect(failures).toEqual([
    {
      property: "customTimeouts.update",
      reason: '"customTimeouts.update" must be a duration above zero, such as "30m"',
    },
  ]);
});

test("a wait is interrupted by the signal with which it began, although a new one has followed", async () => {
  let current = new AbortController();
  const host: EngineHost = {
    ...createEngineHost(),
    get cancelled() {
      return current.signal;
    },
  };
  provider = createDynamicProvider(oneTask, {
    host,
    connect: clientCache(host),
  }) as Required<dynamic.ResourceProvider>;
  await configure();
  const attempt = failureOf(provider.create(inputs("long")));
  // The first answer has been read when the second one is asked for.
  while (simulator.task("long").asked < 2) await pass(10);
  current.abort();
  // The engine has closed its connection, and may open another one.
  current = new AbortController();
  expect(await attempt).toMatchObject({ properties: { status: "RUNNING" } });
});

test("delete makes no request, and needs no configuration", async () => {
  await expect(provider.delete("id", {})).resolves.toBeUndefined();
  expect(simulator.requests).toEqual([]);
});
