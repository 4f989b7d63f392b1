import { displayWidth } from "../../src/display/terminalText";
import { openTerminal, type Terminal } from "../support/pulumi/terminal";
import { openStage, type Stage } from "./stage";

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  const subSteps = [{ name: "资源检查", seconds: 400 }];
  const broken = [
    { name: "slot 0-8191", seconds: 1 },
    { name: "迁移\u001b[31m x", seconds: 1, fails: "DCS.4842" },
  ];
  stage = await openStage({
    scenarios: [
      { name: "wide", steps: [{ name: "数据迁移", seconds: 400, subSteps }] },
      {
        name: "broken",
        timeFormat: "local",
        steps: [
          { name: "前置检查", seconds: 1 },
          { name: "数据迁移", subSteps: broken },
        ],
      },
    ],
  });
  // The percentage is the service's, which moves with each query.
  await stage.waitFor("wide", { poll: { maxSeconds: 3 } });
});
afterAll(() => stage.close());

test.each([80, 100, 120])(
  "in a terminal of %i columns the row moves and the table stays whole",
  async (columns) => {
    const terminal = await openUp(columns);
    try {
      const first = await terminal.waitFor(/task .*[1-9]\d?% ~\d+[ms]/);
      const percent = Number(/(\d+)% ~/.exec(first)?.[1]);
      const moved = new RegExp(`task .*(?!${percent}%)\\b\\d+% ~\\d+`);
      const later = (await terminal.waitFor(moved)).replaceAll("\u200B", "");
      for (const screen of [first, later]) {
        // One row a resource: a row that wrapped would be drawn again and again.
        expect(screen.match(/DcsTask/g)).toHaveLength(1);
        expect(screen.match(/Updating/g)).toHaveLength(1);
        for (const line of screen.split("\n"))
          expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      }
      if (columns >= 100) expect(later).toMatch(/\d+% ~\d+[ms] left · 1\/1 数据迁移/);
      await terminal.press("C-c");
      expect(await terminal.exitCode()).not.toBe(0);
    } finally {
      await terminal.kill();
    }
    await stage.project.destroy();
  },
);

test("in a terminal of 40 columns, where Pulumi's table shows names alone, it stays whole", async () => {
  const terminal = await openUp(40);
  try {
    const screen = await terminal.waitFor(/Updating[^]*DcsTask/);
    await terminal.press("C-c");
    expect(await terminal.exitCode()).not.toBe(0);
    for (const text of [screen, await terminal.history()]) {
      expect(text.match(/DcsTask *$/gm)).toHaveLength(1);
      for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(40);
    }
  } finally {
    await terminal.kill();
  }
  await stage.project.destroy();
});

test("a failed task's steps stand in the diagnostics as a table, in aligned columns", async () => {
  await stage.waitFor("broken");
  const terminal = await openUp(100);
  try {
    expect(await terminal.exitCode()).not.toBe(0);
    const lines = (await terminal.history()).split("\n").map((line) => line.trimEnd());
    const head = lines.findIndex((line) => /^ +step +status +code +took$/.test(line));
    expect(lines.slice(head, head + 5)).toEqual([
      "    step             status  code      took",
      "    1/2 前置检查     FINISH            1s",
      "    2/2 数据迁移     FAILED  DCS.4842  2s",
      "        slot 0-8191  FINISH            1s",
      "        迁移 x       FAILED  DCS.4842  1s",
    ]);
  } finally {
    await terminal.kill();
  }
});

function openUp(columns: number): Promise<Terminal> {
  return openTerminal({
    command: ["pulumi", "up", "--yes", "--skip-preview"],
    columns,
    rows: 20,
    cwd: stage.project.folder,
    env: stage.project.env,
  });
}
