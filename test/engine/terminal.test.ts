import { createProject, type Project } from "../support/pulumi/project";
import { openTerminal, type Terminal } from "../support/pulumi/terminal";
import { dynamicProgram } from "./programs";

jest.setTimeout(300_000);

let project: Project;
let terminal: Terminal | undefined;

beforeEach(async () => {
  project = await createProject({
    config: { text: "first", createMs: "6000" },
    files: { "index.ts": dynamicProgram },
  });
});

afterEach(async () => {
  await terminal?.kill();
  await project.remove();
});

describe("terminal of 80 columns", () => {
  it("shows the table of `pulumi up` during the run and after it", async () => {
    const { folder, env } = project;
    const command = ["pulumi", "up", "--yes", "--skip-preview"] as const;
    terminal = await openTerminal({ command, columns: 80, rows: 24, cwd: folder, env });

    const live = await terminal.waitFor(/dynamic:Resource .*creating \(\d+s\)/u);
    expect(live).toMatch(/Type +Name +Status/u);

    expect(await terminal.exitCode()).toBe(0);
    const lines = (await terminal.screen()).split("\n");
    expect(lines.find((line) => line.includes("dynamic:Resource"))).toMatch(
      /^ \+ {3}└─ pulumi-nodejs:dynamic:Resource +note +created \(\d+s\)/u,
    );
    expect(lines.every((line) => line.length <= 80)).toBe(true);
  });

  it("passes keys to the command", async () => {
    const { folder, env } = project;
    const command = ["pulumi", "up", "--yes", "--skip-preview"] as const;
    terminal = await openTerminal({ command, columns: 80, rows: 24, cwd: folder, env });
    await terminal.waitFor(/dynamic:Resource .*creating/u);

    await terminal.press("C-c");

    expect(await terminal.exitCode()).not.toBe(0);
    expect(await terminal.history()).toContain("update canceled");
  });
});
