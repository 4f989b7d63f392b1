import { openTerminal, type Terminal } from "../../support/pulumi/terminal";
import { openPluginStage, type PluginStage } from "./stage";

jest.setTimeout(300_000);

let stage: PluginStage;
let terminal: Terminal | undefined;
beforeEach(async () => {
  const steps = [
    { name: "数据迁移", seconds: 400, subSteps: [{ name: "资源检查", seconds: 400 }] },
  ];
  stage = await openPluginStage({
    scenarios: [
      { name: "quick", steps: [{ name: "quick", seconds: 1 }] },
      { name: "wide", steps },
    ],
  });
});
afterEach(async () => {
  await terminal?.kill();
  terminal = undefined;
  await stage.close();
});

/** Starts an update in a terminal, as a user would. */
async function openUp(columns: number): Promise<Terminal> {
  await stage.give(stage.task("wide"));
  return openTerminal({
    command: ["pulumi", "up", "--yes", "--skip-preview"],
    ...{ columns, rows: 30, cwd: stage.project.folder, env: stage.project.env },
  });
}

test.each([80, 100, 120])(
  "in a terminal of %i columns the row shows the percentage, and Ctrl-C ends it",
  async (columns) => {
    terminal = await openUp(columns);
    const screen = await terminal.waitFor(/Updating[^]*index:Task +task .*[1-9]\d?%/);
    expect(screen.match(/index:Task +task/g)).toHaveLength(1);
    await terminal.press("C-c");
    expect(await terminal.exitCode()).not.toBe(0);
    expect(await terminal.history()).toMatch(/was interrupted at \d+ ?%/);
    expect(await stage.saved()).toMatchObject({ outputs: { status: "RUNNING" } });
    await stage.untilNoPlugin();
  },
);

test("in an update, whose row has a diff, the stack's row shows the wait", async () => {
  await stage.give(stage.task("quick"));
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect([code, all]).toEqual([0, expect.anything()]);
  terminal = await openUp(100);
  await terminal.waitFor(/pulumi:pulumi:Stack.*[1-9]\d?% ~\d+[ms]/);
  await terminal.press("C-c");
  expect(await terminal.exitCode()).not.toBe(0);
});
