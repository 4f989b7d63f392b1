import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ExportedResource } from "../support/pulumi/project";
import { repository } from "../support/pulumi/engineFolder";
import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

const folder = path.join(repository, "test/fixtures/states");
const read = (name: string) => readFileSync(path.join(folder, name), "utf8");
const versions = readdirSync(folder)
  .map((name) => /^(\d.*)\.json$/.exec(name)?.[1])
  .filter((version) => version !== undefined);
const tasks = JSON.parse(read("tasks.json")) as Record<string, object>;

/** The tasks of the fixtures now: all have ended, and one record has been deleted. */
const scenarios = Object.keys(tasks).map((name) => ({
  name,
  steps: [
    { name: "前置检查", seconds: 1 },
    { name: "数据迁移", seconds: 1, ...(name.startsWith("failed") && { fails: "DCS.4842" }) },
  ],
  startedSecondsAgo: 60,
  ...(name === "purged" && { purgedAfterSeconds: 1 }),
}));

test("there is a state of the current version", () => {
  const { version } = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8")) as {
    version: string;
  };
  expect(versions).toContain(version);
});

describe.each(versions)("a state of version %s", (version) => {
  const text = read(`${version}.json`);
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ scenarios }, { "index.ts": read("index.ts") });
    const { project, simulator } = stage;
    await project.config.set("tasks", JSON.stringify(tasks));
    await project.config.set("taskIds", JSON.stringify(simulator.tasks));
    await project.writeFiles({
      "state.json": text.replaceAll("http://127.0.0.1:1", simulator.url),
    });
    const { code, all } = await project.run(["stack", "import", "--file", "state.json"]);
    expect([code, all]).toEqual([0, expect.anything()]);
  });
  afterAll(() => stage.close());

  async function statuses(): Promise<Record<string, unknown>> {
    const { resources = [] } = (await stage.project.exportStack()).deployment;
    const waits = resources.filter(({ type }) => type.endsWith(":DcsTask"));
    const name = ({ urn }: ExportedResource) => urn.split("::").at(-1) ?? "";
    return Object.fromEntries(waits.map((one) => [name(one), one.outputs?.["status"]]));
  }

  test("contains no path of a machine and no secret", () => {
    expect(text).not.toMatch(/\/(tmp|home|root|work|Users|var)\//);
    expect(text).not.toMatch(/SimulatedSecretKey|Signature=/);
  });

  test("has a resource for each outcome of a wait", async () => {
    expect(await statuses()).toEqual({
      succeeded: "SUCCEEDED",
      failed: "FAILED",
      "failed-recorded": "FAILED",
      unfinished: "RUNNING",
      "unfinished-recorded": "RUNNING",
      "looked-at": "RUNNING",
      purged: "SUCCEEDED",
      interrupted: "RUNNING",
    });
  });

  test("is previewed without a replacement or a request: unfinished waits resume", async () => {
    const { code, all } = await stage.project.preview();
    expect([code, all]).toEqual([0, expect.not.stringMatching(/replace|delete/)]);
    expect(all).toMatch(/DcsTask unfinished update .*unfinished: task/);
    expect(all).toMatch(/DcsTask interrupted update/);
    expect(all).toMatch(/DcsTask failed update .*task \w+ failed/);
    expect(all).toMatch(/3 to update[^]*6 unchanged/);
    expect(stage.simulator.requests).toHaveLength(0);
  });

  test("is refreshed to the current state of the tasks, and keeps the record of a purged one", async () => {
    const { code, all } = await stage.project.refresh(["--skip-preview"]);
    expect([code, all]).toEqual([0, expect.anything()]);
    expect(await statuses()).toEqual({
      succeeded: "SUCCEEDED",
      failed: "FAILED",
      "failed-recorded": "FAILED",
      unfinished: "SUCCEEDED",
      "unfinished-recorded": "SUCCEEDED",
      "looked-at": "SUCCEEDED",
      purged: "SUCCEEDED",
      interrupted: "SUCCEEDED",
    });
  });

  test("is updated in place, and only unfinished tasks are queried", async () => {
    const changed = { ...tasks, failed: { taskId: stage.simulator.tasks["succeeded"] } };
    await stage.project.config.set("tasks", JSON.stringify(changed));
    const before = stage.queries();
    const { code, all } = await stage.project.up();
    expect([code, all]).toEqual([0, expect.not.stringMatching(/replaced|deleted|created/)]);
    expect(await statuses()).toMatchObject({ failed: "SUCCEEDED", "failed-recorded": "FAILED" });
    expect(stage.queries()).toBe(before + 1);
    expect((await stage.project.up()).all).toContain("9 unchanged");
  });

  test("is destroyed", async () => {
    const { code, all } = await stage.project.destroy();
    expect([code, all]).toEqual([0, expect.anything()]);
    expect(await statuses()).toEqual({});
  });
});
