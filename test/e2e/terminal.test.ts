import { openTerminal } from "../support/pulumi/terminal";
import { openStage, type Stage } from "./stage";

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  const subSteps = [{ name: "资源检查", seconds: 100 }];
  stage = await openStage({
    scenarios: [{ name: "wide", steps: [{ name: "数据迁移", seconds: 100, subSteps }] }],
  });
  await stage.waitFor("wide");
});
afterAll(() => stage.close());

test.each([80, 100, 120])(
  "in a terminal of %i columns the row moves and the table stays whole",
  async (columns) => {
    const terminal = await openTerminal({
      command: ["pulumi", "up", "--yes", "--skip-preview"],
      columns,
      rows: 20,
      cwd: stage.project.folder,
      env: stage.project.env,
    });
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

/** Chinese characters are two columns wide. */
function displayWidth(line: string): number {
  return line.replace(/\u200B/g, "").replace(/[\u2E80-\uFFEF]/g, "xx").length;
}
