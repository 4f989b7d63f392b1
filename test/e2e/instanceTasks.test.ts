import { providerText } from "../../src/pulumi/providerText";
import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

const program = `
import * as pulumi from "@pulumi/pulumi";
import { InstanceTasks } from "pulumi-huaweicloud-dcs";

const config = new pulumi.Config();
const quiet = new InstanceTasks("quiet", {
  instanceId: config.require("instanceId"),
  ...config.getObject<object>("args"),
});
export const { status, progress } = quiet;
export const tasks = quiet.tasks.apply((all) =>
  all.map(({ taskName, status, stepDetails }) => \`\${taskName} \${status} \${stepDetails.length}\`));
`;

let stage: Stage;
beforeAll(async () => {
  const scenarios = [
    { name: "grow", taskName: "EXTEND", steps: [{ name: "数据迁移", seconds: 6 }] },
    { name: "bind", taskName: "BindEip", steps: [{ name: "绑定", seconds: 3 }] },
    "done",
  ];
  stage = await openStage({ scenarios }, { "index.ts": program });
});
afterAll(() => stage.close());

const queries = () => stage.simulator.requests.length;

test("one row shows all unfinished tasks of the instance, and dependents get each of them", async () => {
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect(all).toMatch(/DcsTasks quiet .*\d+% .* · [12]\/2 tasks · (EXTEND|BindEip) > /);
  expect(all).toContain("2 created");
  expect(code).toBe(0);
  const outputs = await stage.project.outputs();
  expect(outputs).toMatchObject({ status: "SUCCEEDED", progress: 100 });
  expect((outputs["tasks"] as string[]).toSorted()).toEqual([
    "BindEip SUCCEEDED 1",
    "EXTEND SUCCEEDED 1",
  ]);
});

test("a second up, without a change, makes no request", async () => {
  const before = queries();
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect(all).toContain("2 unchanged");
  expect(code).toBe(0);
  expect(queries()).toBe(before);
});

test("changed triggers query again, and find all tasks ended", async () => {
  await stage.project.config.set("args", JSON.stringify({ triggers: [1] }));
  const { code, all } = await stage.project.up();
  expect(all).toContain("will wait for every unfinished task");
  expect(all).toContain("nothing to wait for: no unfinished task");
  expect(code).toBe(0);
  expect(await stage.project.outputs()).toMatchObject({ status: "NONE", tasks: [] });
});

test("the provider text only requires the package", async () => {
  const { deployment } = await stage.project.exportStack();
  const saved = deployment.resources?.find(({ type }) => type.endsWith(":DcsTasks"));
  expect(saved?.outputs?.["__provider"]).toBe(providerText("instanceTasks"));
});

test("SIGINT keeps the tasks that were found, and the next up resumes them", async () => {
  const scenarios = [
    { name: "grow", taskName: "EXTEND", steps: [{ name: "数据迁移", seconds: 400 }] },
    { name: "bind", taskName: "BindEip", steps: [{ name: "绑定", seconds: 300 }] },
  ];
  const other = await openStage({ scenarios }, { "index.ts": program });
  try {
    const run = other.project.spawnUp();
    await run.waitForText(/DcsTasks quiet .*\d+% .*2 tasks/);
    run.signal("SIGINT");
    const { code, all } = await run.done;
    expect(code).not.toBe(0);
    expect(all).toMatch(/was interrupted at \d+ %/);

    const preview = await other.project.preview();
    expect(preview.all).toMatch(/unfinished: \d of \d tasks/);
    const resumed = other.project.spawnUp();
    await resumed.waitForText(/DcsTasks quiet .*\d+%/);
    other.pass(400);
    const second = await resumed.done;
    expect(second.all).toMatch(/100% succeeded · 2 of 2 tasks/);
    expect(second.code).toBe(0);
    expect((await other.project.outputs())["tasks"]).toHaveLength(2);
  } finally {
    await other.close();
  }
});
