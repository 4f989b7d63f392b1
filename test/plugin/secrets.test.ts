import { TASKS } from "./support/calls";
import { errorOf, initFailureOf } from "./support/initFailure";
import { openStage, type Stage } from "./support/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ scenarios: ["done", "fails"], speed: 50, clockSpeed: 10 });
});
afterEach(() => stage.close());

/** A secret, as the engine passes it and expects it. */
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

async function checked(scenario: string, more: Record<string, unknown> = {}) {
  const { inputs, failures } = await stage.calls.check(stage.inputs(scenario, more));
  expect(failures).toEqual({});
  return inputs;
}

test("secret inputs stay secret in inputs, outputs, a refresh and a preview", async () => {
  const taskId = secret(stage.simulator.tasks["done"]);
  const triggers = secret(["a", "b"]);
  const inputs = await checked("done", { taskId, triggers: [secret("a"), "b"] });
  expect(inputs).toMatchObject({ taskId, triggers });
  const { id, outputs } = await stage.calls.create(inputs);
  expect(outputs).toMatchObject({ status: "SUCCEEDED", taskId, triggers });
  expect((await stage.calls.create(inputs, { preview: true })).outputs).toMatchObject({ taskId });
  const read = await stage.calls.read(id, outputs);
  expect(read).toMatchObject({ outputs: { taskId, triggers }, inputs: { taskId, triggers } });
  expect(await stage.calls.diff(outputs, inputs)).toMatchObject({ changes: "none" });
});

test("a failure hides them in its text, and keeps them secret in the state", async () => {
  const [id, task] = [stage.simulator.instanceId, stage.simulator.tasks["fails"] ?? ""];
  const given = { taskId: secret(task), instanceId: secret(id) };
  const failed = stage.calls.create(await checked("fails", given));
  const { details } = await errorOf(failed);
  const { reasons, outputs, inputs } = await initFailureOf(failed);
  expect(reasons).toEqual([details]);
  expect(details).toContain("background task [secret] of instance [secret] failed");
  expect(outputs).toMatchObject(given);
  expect(inputs).toMatchObject(given);
});

test("an error without a state hides them too", async () => {
  const inputs = await checked("done", { taskId: secret("not-there"), timeoutSeconds: 5 });
  const { details } = await errorOf(stage.calls.create(inputs));
  expect(details).toContain("[secret]");
  expect(details).not.toContain("not-there");
});

test("rows hide them, also those of the state before", async () => {
  const { outputs } = await stage.calls.create(await checked("done"));
  const olds = { ...outputs, region: secret("old-region") };
  await stage.calls.diff(olds, await checked("done", { taskId: secret("new-task") }));
  const texts = stage.shown.map(({ text }) => text).join("\n");
  expect(texts).toContain("[secret]");
  expect(texts).not.toMatch(/old-region|new-task/);
});

test.each([undefined, TASKS])(
  "secret names to look for are secret in the state of %s",
  async (urn) => {
    const { instanceId } = stage.simulator;
    const taskNames = secret(["SecretName"]);
    const options = urn === undefined ? {} : { urn };
    const { inputs } = await stage.calls.check({ instanceId, taskNames }, options);
    const { outputs } = await stage.calls.create(inputs, options);
    expect(outputs).toMatchObject({ status: "NONE", taskNames });
    const shown = stage.shown.map(({ text }) => text).join("\n");
    expect(shown).toContain("[secret] task");
    expect(shown).not.toContain("SecretName");
    const inPlain = Object.entries(outputs).filter(
      ([, value]) =>
        JSON.stringify(value).includes("SecretName") && !JSON.stringify(value).includes("4dabf"),
    );
    expect(inPlain).toEqual([]);
  },
);
