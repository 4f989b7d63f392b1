import { createProject, type ExportedResource, type Project } from "../support/pulumi/project";
import { plainProviderFiles } from "./programs";

jest.setTimeout(300_000);

let project: Project;

// One project for all tests: each starts and ends with the resource in the state, with the task "a".
beforeAll(async () => {
  project = await createProject({ config: { taskId: "a" }, files: plainProviderFiles });
  expect((await project.up(["--skip-preview"])).all).toContain("2 created");
});

afterAll(() => project.remove());

afterEach(() => project.config.set("taskId", "a"));

describe("resource whose provider is plain text", () => {
  it("shows the changed input when `diff` leaves `changes` open", async () => {
    await project.config.set("taskId", "b");

    expect(await previewWith({ diff: {} })).toMatch(/DcsTask task update \[diff: ~taskId\]/u);
  });

  it("is not replaced for equal inputs by `replaces` alone, but is with `changes`", async () => {
    expect(await previewWith({ diff: { replaces: ["region"] } })).toContain("2 unchanged");
    expect(await previewWith({ diff: { replaces: ["region"], changes: true } })).toContain(
      "1 to replace",
    );
  });

  it("is replaced by `replaces` when any input has changed", async () => {
    await project.config.set("taskId", "b");

    expect(await previewWith({ diff: { replaces: ["region"] } })).toContain("1 to replace");
  });

  it("obeys `replaceOnChanges` only while `diff` leaves `changes` open", async () => {
    await project.run(["config", "set", "--path", "replaceOnChanges[0]", "taskId"]);
    await project.config.set("taskId", "b");

    expect(await previewWith({ diff: {} })).toContain("1 to replace");
    expect(await previewWith({ diff: { changes: true } })).toContain("1 to update");
    await project.run(["config", "rm", "replaceOnChanges"]);
  });

  it("is updated, refreshed, dropped when `read` returns no id, and created again", async () => {
    await project.config.set("taskId", "b");
    await answerWith({});
    expect(await project.up(["--skip-preview"])).toMatchObject({ code: 0 });
    expect(await task()).toMatchObject({ outputs: { taskId: "b", seen: 2 } });

    expect((await project.refresh(["--skip-preview"])).all).toContain("2 unchanged");
    expect(await task()).toMatchObject({ outputs: { taskId: "b", seen: 10 } });

    await answerWith({ read: { props: {} } });
    const refreshed = await project.refresh(["--skip-preview"]);
    expect(refreshed.all).toContain("1 deleted");
    expect(refreshed.all).not.toContain("deleted the task");
    expect(await task()).toBeUndefined();

    await project.config.set("taskId", "a");
    expect((await project.up(["--skip-preview"])).all).toContain("1 created");
  });
});

function answerWith(answers: object): Promise<void> {
  return project.writeFiles({ "answers.json": JSON.stringify(answers) });
}

async function previewWith(answers: object): Promise<string> {
  await answerWith(answers);
  return (await project.preview()).all;
}

async function task(): Promise<ExportedResource | undefined> {
  const { deployment } = await project.exportStack();
  return deployment.resources?.find(({ type }) => type === "pulumi-nodejs:dynamic:DcsTask");
}
