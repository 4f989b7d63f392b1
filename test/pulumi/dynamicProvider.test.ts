import type * as dynamic from "@pulumi/pulumi/dynamic";
import { createDynamicProvider } from "../../src/pulumi/dynamicProvider";
import { createEngineHost } from "../../src/pulumi/engineHost";
import { clientCache } from "../../src/resource/host/clientCache";
import { withDefaults } from "../../src/resource/properties/completeInputs";
import type { PartialFailure } from "../../src/resource/host/partialFailure";
import { oneTask } from "../../src/resource/oneTask";
import { type Simulator, startSimulator } from "../../src/simulator";

let simulator: Simulator;
let provider: Required<dynamic.ResourceProvider>;
beforeEach(async () => {
  simulator = await startSimulator({ scenarios: ["long", "done", "fails"] });
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
  const more = { timeoutSeconds: 60, __timeouts: { create: "1h" }, __timeoutSeconds: 0.1 };
  const failure = await failureOf(provider.create(inputs("long", more)));
  expect(failure.message).toContain("the limit is 0.1 s");
  expect(failure.properties).not.toHaveProperty("__timeoutSeconds");
  const news = inputs("long", { ...more, __timeoutSeconds: 0.2 });
  const { message } = await failureOf(provider.update("id", { ...failure.properties }, news));
  expect(message).toContain("the limit is 0.2 s");
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
  const unknown = { taskId: "not-there", timeoutSeconds: 0.1 };
  const plain = await failureOf(provider.create(inputs("done", unknown)));
  expect(plain.message).toContain("not-there");
  const news = inputs("done", { ...unknown, __secrets: ["taskId"] });
  const failure = await failureOf(provider.create(news));
  expect(failure.message).toContain("[secret]");
  expect(`${failure.message}${failure.stack ?? ""}`).not.toContain("not-there");
  expect(failure).not.toHaveProperty("properties");
});

test("delete makes no request, and needs no configuration", async () => {
  await expect(provider.delete("id", {})).resolves.toBeUndefined();
  expect(simulator.requests).toEqual([]);
});
