import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

/** The arguments are in a file, because the CLI itself hides secrets of the configuration. */
const program = `
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { BackgroundTask } from "pulumi-huaweicloud-dcs";

const { secret, ...plain } = JSON.parse(readFileSync("args.json", "utf8"));
const instanceId = new pulumi.Config().require("instanceId");
const secrets = Object.entries(secret).map(([name, value]) => [name, pulumi.secret(value)]);
new BackgroundTask("task", { instanceId, ...plain, ...Object.fromEntries(secrets) });
`;

const names = ["SecretNameOfTheFirst", "SecretNameOfTheSecond"];

let stage: Stage;
beforeAll(async () => {
  const scenarios = [
    { name: "named", taskName: names[0] ?? "", steps: [{ name: "work", seconds: 3 }] },
    "fails",
    "long",
  ];
  stage = await openStage({ scenarios, speed: 2 }, { "index.ts": program });
});
afterAll(() => stage.close());

/** Runs `up`, and returns its output and the state after it. */
async function up(args: Readonly<Record<string, unknown>>) {
  await stage.project.writeFiles({ "args.json": JSON.stringify(args) });
  const { code, all } = await stage.project.up();
  return { code, all, state: await stage.project.stateFileText(), saved: await stage.saved() };
}

test("a task found by secret names leaves no name on screen or in the state", async () => {
  const { code, all, state, saved } = await up({ secret: { taskName: names } });
  expect([code, all]).toEqual([0, expect.stringMatching(/DcsTask task .*\d+%/)]);
  for (const name of names) expect(`${all}${state}`).not.toContain(name);
  expect(saved?.outputs).toMatchObject({ status: "SUCCEEDED" });
});

test("secret names without a task leave no name either", async () => {
  const secret = { taskName: ["AnotherSecretName"] };
  const { code, all, state } = await up({ secret, triggers: [1] });
  expect([code, all]).toEqual([0, expect.stringContaining("no unfinished [secret] task")]);
  expect(`${all}${state}`).not.toContain("AnotherSecretName");
});

test.each([
  ["fails", {}, "failed at 50 %"],
  ["long", { timeoutSeconds: 4 }, "the limit is 4 s"],
])(
  "a secret id of the task %s is in no error, not even in those of the state",
  async (name, more, text) => {
    const taskId = stage.simulator.tasks[name] ?? "";
    const { code, all, state, saved } = await up({ secret: { taskId }, ...more });
    expect(code).not.toBe(0);
    expect(all).toContain("background task [secret] of instance");
    expect(all).toContain(text);
    expect(saved?.initErrors?.join()).toContain(text);
    expect(`${all}${state}`).not.toContain(taskId);
  },
);

test("the search finds what is not secret", async () => {
  const taskId = stage.simulator.tasks["fails"] ?? "";
  const { all, state } = await up({ secret: {}, taskId });
  expect(all).toContain(taskId);
  expect(state).toContain(taskId);
});
