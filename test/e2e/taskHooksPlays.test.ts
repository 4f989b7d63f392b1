import { setTimeout as sleep } from "node:timers/promises";
import type { CommandResult } from "../support/pulumi/command";
import { flavorOf, openResizeStage, type ResizeStage } from "../examples/support/resizeStage";
import { hookProgram } from "./hookPrograms";

jest.setTimeout(600_000);

// The service is six times as fast as real, and the provider, which is a stand-in, twenty times. It waits
// for a second after a request that has no effect yet.
const steps = [
  { name: "check", seconds: 6 },
  { name: "move", seconds: 12 },
];
const broken = [{ name: "slot 0-8191", seconds: 12, fails: "DCS.4842" }];
const played = [
  // The watch looks at the list every five seconds by then.
  {
    name: "listed-late",
    notFoundForSeconds: 30,
    steps: [...steps, { name: "check", seconds: 54 }],
  },
  // After the provider is done, and within the ten seconds for which the hook then looks for a task.
  { name: "created-late", createdAfterSeconds: 36, steps },
  {
    name: "broken",
    steps: [
      { name: "check", seconds: 1 },
      { name: "move", subSteps: broken },
    ],
  },
  { name: "recorded", steps: broken.map((subStep) => ({ name: "move", subSteps: [subStep] })) },
  { name: "refused", steps },
  { name: "accompanied", steps },
  {
    name: "interrupted",
    createdAfterSeconds: 36,
    remainTime: "zero" as const,
    steps: [{ name: "move", seconds: 600 }],
  },
];

let stage: ResizeStage;
let capacity = 4;
beforeAll(async () => {
  stage = await openResizeStage({ program: hookProgram(), resize: played });
  await stage.size(capacity);
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect({ code, all }).toMatchObject({ code: 0 });
});
afterAll(() => stage.close());

/** Asks for the double size, with another program. */
async function grow(program: string): Promise<void> {
  await stage.project.writeFiles({ "index.ts": program });
  capacity *= 2;
  await stage.size(capacity);
}

async function growWith(program: string): Promise<CommandResult> {
  await grow(program);
  return stage.project.up(["--skip-preview"]);
}

test.each([
  [
    "region",
    "HW_REGION_NAME",
    /before hook .*"region" must be set: use the option "region" of taskHooks/,
  ],
  ["credentials", "HW_ACCESS_KEY", /before hook .*HW_ACCESS_KEY/],
])("missing %s is an error before the instance is changed", async (_what, name, pattern) => {
  const names = name === "HW_ACCESS_KEY" ? [name, "HW_SECRET_KEY"] : [name];
  const off = 'process.env.PULUMI_DCS_METADATA = "off";';
  const before = [off, ...names.map((one) => `delete process.env.${one};`)].join("\n");
  const requests = stage.simulator.requests.length;
  const { code, all } = await growWith(hookProgram({ before }));
  expect(code).not.toBe(0);
  expect(all).toMatch(pattern);
  expect(stage.calls("POST", "/resize")).toBe(0);
  expect(stage.simulator.requests).toHaveLength(requests);
  capacity = 4;
});

test("a task that is listed five seconds late is waited for", async () => {
  const { code, all } = await growWith(hookProgram());
  expect({ code, all }).toMatchObject({ code: 0 });
  expect(all).toMatch(/DcsInstance cache .*\d+%.* (check|move)/);
  expect(stage.simulator.task("listed-late-1").state).toBe("succeeded");
});

test("a task that appears after the provider is done is waited for", async () => {
  const { code, all } = await growWith(hookProgram());
  expect({ code, all }).toMatchObject({ code: 0 });
  const { state, createdAt } = stage.simulator.task("created-late-2");
  expect(state).toBe("succeeded");
  // The provider reads the settings last.
  const [providerIsDone] = stage.simulator.requests
    .filter(({ path }) => path.endsWith("/configs"))
    .slice(-1);
  expect(createdAt).toBeGreaterThan(providerIsDone?.at ?? Infinity);
});

test("a task that fails is an error of the instance, and its dependents are not begun", async () => {
  const after = `new huaweicloud.DcsInstance("dependent", args, { dependsOn: cache });`;
  const created = stage.calls("POST", "/instances");
  const { code, all } = await growWith(hookProgram({ after }));
  expect(code).not.toBe(0);
  const { taskId } = stage.simulator.task("broken-3");
  expect(all).toMatch(
    new RegExp(
      `DcsInstance cache .*error: after hook "[^"]+" failed: background task ${taskId} of instance ` +
        `\\S+ failed at \\d+ % in step 2/2 "move" > "slot 0-8191" with DCS\\.4842`,
    ),
  );
  expect(stage.calls("POST", "/instances")).toBe(created);
  expect((await stage.saved()).instance).toMatchObject({ flavor: flavorOf(capacity / 2) });
});

test("a recorded failure leaves one warning that stays, and the up goes on", async () => {
  const { code, all } = await growWith(
    hookProgram({ hooks: 'taskHooks({ onFailure: "record", poll: { maxSeconds: 1 } })' }),
  );
  expect({ code, all }).toMatchObject({ code: 0 });
  expect(stage.simulator.task("recorded-4").state).toBe("failed");
  const [, diagnostics = ""] = all.split("\nDiagnostics:\n");
  expect(diagnostics.match(/DcsInstance \(cache\):\n/g)).toHaveLength(1);
  expect(diagnostics.match(/warning: recorded, not an error: .*DCS\.4842/g)).toHaveLength(1);
});

test("a refused key is an error of the after hook that names its source, after two requests", async () => {
  const { config, run } = stage.project;
  await config.set("huaweicloud-dcs:accessKey", "REFUSEDACCESSKEY0001");
  await config.set("huaweicloud-dcs:secretKey", "a-secret-that-opens-nothing", { secret: true });
  const { code, all } = await growWith(hookProgram());
  for (const name of ["accessKey", "secretKey"])
    await run(["config", "rm", `huaweicloud-dcs:${name}`]);
  expect(code).not.toBe(0);
  expect(all).toMatch(/error: after hook .*huaweicloud-dcs:accessKey/);
  expect(all).not.toContain("a-secret-that-opens-nothing");
  expect(
    stage.simulator.requests.filter(({ status }) => status === 401).length,
  ).toBeLessThanOrEqual(2);
  expect(stage.simulator.task("refused-5").state).toBe("succeeded");
  expect((await stage.saved()).instance).toMatchObject({ flavor: flavorOf(capacity) });
});

test("hooks of the user run beside them, and an instance with both kinds is watched once", async () => {
  const before = `
watchInstances();
const say = (text: string) => async ({ name }: pulumi.ResourceHookArgs) => {
  await pulumi.log.info(text + " " + name);
};
const hooks = taskHooks({ poll: { maxSeconds: 1 } });`;
  const hooks = `{
  beforeUpdate: [say("my before of"), ...(hooks.beforeUpdate ?? [])],
  afterUpdate: [...(hooks.afterUpdate ?? []), say("my after of")],
}`;
  const requests = stage.simulator.requests.length;
  const { code, all } = await growWith(hookProgram({ before, hooks }));
  expect({ code, all }).toMatchObject({ code: 0 });
  expect(all).toContain("my before of cache");
  expect(all).toContain("my after of cache");
  const { taskId, state } = stage.simulator.task("accompanied-6");
  expect(state).toBe("succeeded");
  const asked = stage.simulator.requests.slice(requests).map(({ path }) => path);
  const resize = asked.findIndex((path) => path.endsWith("/resize"));
  const firstProgress = asked.findIndex((path) => path.endsWith(`/${taskId}/progress`));
  // The first look after the request finds the task. A second watch would read the list too.
  const lists = asked.slice(resize, firstProgress).filter((path) => path.endsWith("/tasks"));
  expect(lists).toHaveLength(1);
});

test("Ctrl-C while the after hook waits ends the up at once, and nothing is asked any more", async () => {
  await grow(hookProgram());
  const run = stage.project.spawnUp();
  // The provider is done before this task is created.
  await run.waitForText(/DcsInstance cache .*\d+%/, 120_000);
  const interruptedAt = Date.now();
  run.signal("SIGINT");
  const { code, all } = await run.done;
  // Nine seconds on an idle machine. The task takes a hundred.
  expect(Date.now() - interruptedAt).toBeLessThan(20_000);
  expect(code).not.toBe(0);
  // As docs/guides/hooks.md quotes it.
  expect(all).toMatch(/error: after hook "dcs-tasks-after" failed: rpc error: /);
  // The program may live a moment longer than the engine.
  await sleep(2_000);
  const requests = stage.simulator.requests.length;
  await sleep(3_000);
  expect(stage.simulator.requests).toHaveLength(requests);
  expect((await stage.saved()).pendingOperations).toBe(0);
});
