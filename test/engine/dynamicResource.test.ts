import { createProject, type ExportedResource, type Project } from "../support/pulumi/project";
import { dynamicProgram } from "./programs";

jest.setTimeout(300_000);

let project: Project;

beforeEach(async () => {
  project = await createProject({
    config: { text: "first" },
    files: { "index.ts": dynamicProgram },
  });
});

afterEach(() => project.remove());

describe("dynamic resource in a real engine", () => {
  it("is created, updated, refreshed and destroyed", async () => {
    expect((await project.up()).all).toContain("2 created");
    expect(await project.outputs()).toEqual({ revision: 1 });

    await project.config.set("text", "second");
    expect((await project.up(["--skip-preview"])).all).toContain("updated (");
    expect(await note()).toMatchObject({ id: "note-1", outputs: { text: "second", revision: 2 } });

    expect(await project.refresh(["--skip-preview"])).toMatchObject({ code: 0 });
    expect(await note()).toMatchObject({ outputs: { text: "second!", revision: 2 } });

    expect((await project.destroy()).all).toContain("deleting note-1");
    expect((await project.exportStack()).deployment.resources ?? []).toEqual([]);
  });

  it("is saved when the update is cancelled while it is being created", async () => {
    await project.config.set("createMs", "6000");
    const update = project.spawnUp();
    await update.waitForText(/creating it/u);

    update.signal("SIGINT");

    const { code, all } = await update.done;
    expect(code).not.toBe(0);
    expect(all).toContain("error: update canceled");
    expect(await note()).toMatchObject({ id: "note-1", outputs: { revision: 1 } });
    expect((await project.exportStack()).deployment.pending_operations ?? []).toEqual([]);
  });
});

async function note(): Promise<ExportedResource | undefined> {
  const { deployment } = await project.exportStack();
  return deployment.resources?.find(({ type }) => type === "pulumi-nodejs:dynamic:Resource");
}
