import { declarations, openPluginStage, type PluginStage } from "./stage";

jest.setTimeout(300_000);

const program = `${declarations}
const { secret = {}, ...plain } = args;
const secrets = Object.entries(secret).map(([name, value]) => [name, pulumi.secret(value)]);
const task = new Task("task", { ...plain, ...Object.fromEntries(secrets) });
export const { status, taskId } = task;
`;

let stage: PluginStage;
beforeAll(async () => {
  stage = await openPluginStage({ scenarios: ["done", "fails"] }, { "index.ts": program });
});
afterAll(() => stage.close());

test("neither the secret key nor a secret input is in the state in plain text", async () => {
  const { instanceId, tasks, secretKey } = stage.simulator;
  const secret = { taskId: tasks["done"], triggers: ["HIDDEN-TRIGGER"] };
  await stage.give({ instanceId, secret });
  const { code, all } = await stage.project.up();
  expect([code, all]).toEqual([0, expect.stringContaining("2 created")]);
  const text = `${all}${await stage.project.stateFileText()}`;
  expect(text).not.toContain(secretKey);
  expect(text).not.toContain("HIDDEN-TRIGGER");
  expect(text).not.toContain(tasks["done"]);
  expect(await stage.project.outputs()).toEqual({ status: "SUCCEEDED", taskId: tasks["done"] });
});

test("secret inputs that stay as they are make no change", async () => {
  const before = stage.requests();
  expect((await stage.project.up()).all).toContain("2 unchanged");
  expect(stage.requests()).toBe(before);
});

test("a refresh leaves them secret", async () => {
  const { tasks } = stage.simulator;
  expect((await stage.project.refresh()).code).toBe(0);
  const text = await stage.project.stateFileText();
  expect(text).not.toContain("HIDDEN-TRIGGER");
  expect(text).not.toContain(tasks["done"]);
});

test("a secret id is in no error, not even in those of the state", async () => {
  const { instanceId, tasks } = stage.simulator;
  await stage.give({ instanceId, secret: { taskId: tasks["fails"] } });
  const { code, all } = await stage.project.up();
  expect(code).not.toBe(0);
  expect(all).toContain("background task [secret] of instance");
  expect((await stage.saved())?.initErrors?.join()).toContain("failed at 50 %");
  expect(`${all}${await stage.project.stateFileText()}`).not.toContain(tasks["fails"]);
});

test("secret names to look for are in no text and not in the state", async () => {
  const secret = { taskNames: ["SecretNameOfTheTask"] };
  await stage.give({ instanceId: stage.simulator.instanceId, secret });
  const { code, all } = await stage.project.up();
  expect([code, all]).toEqual([0, expect.stringContaining("no unfinished [secret] task")]);
  expect(`${all}${await stage.project.stateFileText()}`).not.toContain("SecretNameOfTheTask");
});
