import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { displayWidth, padColumns } from "../../src/display/terminalText";
import { type Simulator, startSimulator } from "../../src/simulator";
import { repository } from "../support/pulumi/engineFolder";
import { openTerminal, type Terminal } from "../support/pulumi/terminal";
import { environmentOf } from "./support/dcsTask";

jest.setTimeout(120_000);

let simulator: Simulator;
let terminal: Terminal | undefined;
beforeAll(async () => {
  const moving = (name: string, seconds: number) => ({
    name,
    startedSecondsAgo: 2,
    steps: [
      { name: "前置检查", seconds: 1 },
      { name: "数据迁移", subSteps: [{ name: "数据分片迁移：从主节点到备节点", seconds }] },
      { name: "结果校验", seconds: 1 },
    ],
  });
  const many = Array.from({ length: 40 }, (_, at) => ({ name: `step ${at}`, seconds: 5 }));
  simulator = await startSimulator({
    scenarios: [
      { ...moving("goes on", 1_000), taskName: "goes on" },
      {
        name: "ends",
        taskName: "ends",
        steps: [
          { name: "check", seconds: 2 },
          { name: "copy".repeat(10), seconds: 2, fails: "DCS.4842" },
          { name: "verify", seconds: 0.1 },
        ],
      },
      moving("slow", 100),
      moving("short", 8),
      { name: "many", steps: many },
    ],
  });
});
afterEach(() => terminal?.kill());
afterAll(() => simulator.close());

const clean = { PATH: process.env["PATH"] ?? "", LC_ALL: "C.UTF-8" };

function openWait(scenario: string, columns: number, rows = 24): Promise<Terminal> {
  return openWaitWith([simulator.tasks[scenario] ?? ""], columns, rows);
}

function openWaitWith(args: readonly string[], columns: number, rows = 24): Promise<Terminal> {
  const { instanceId } = simulator;
  const script = ["--require", path.join(__dirname, "support/requireTs.js"), "src/cli/main.ts"];
  return openTerminal({
    command: [process.execPath, ...script, "wait", instanceId, ...args],
    columns,
    rows,
    cwd: repository,
    env: { ...clean, ...environmentOf(simulator) },
  });
}

test.each([80, 40])(
  "in a terminal of %i columns wait redraws its bar and steps in place, and Ctrl-C prints how to resume",
  async (columns) => {
    terminal = await openWait("slow", columns);
    const first = await terminal.waitFor(/^ *\d+% [^]*▶ 2\/3 数据迁移/m);
    const percent = /(\d+)% /.exec(first)?.[1] ?? "";
    // The percentage changes only with the service's next answer.
    const later = await terminal.waitFor(new RegExp(`^ *(?!${percent}%)\\d+% `, "m"), 90_000);
    for (const screen of [first, later]) {
      expect(screen.match(/% █*░+ ~\dm? left|% █*░+ ~\d+[ms] left/g)).toHaveLength(1);
      expect(screen.match(/结果校验/g)).toHaveLength(1);
      const lines = screen.trimEnd().split("\n");
      // The bar, three steps and a sub-step: nothing wrapped.
      expect(lines).toHaveLength(5);
      for (const line of lines) expect(displayWidth(line)).toBeLessThan(columns);
    }
    await terminal.press("C-c");
    expect(await terminal.exitCode()).toBe(130);
    // Compare without spaces: the terminal drops a space at which it wraps a line.
    const end = (await terminal.history()).replaceAll(/\s/g, "");
    const { instanceId, tasks } = simulator;
    const again = ["npx", "pulumi-huaweicloud-dcs", "wait", instanceId, tasks["slow"]];
    expect(end).toContain(again.join(""));
    expect(end).not.toContain("░");
  },
);

test("at the end wait leaves the step table and the summary on the screen, and no bar", async () => {
  terminal = await openWait("short", 80);
  expect(await terminal.exitCode()).toBe(0);
  const lines = (await terminal.history()).trimEnd().split("\n");
  expect(lines[0]).toMatch(/^step +status +took$/);
  expect(lines.at(-1)).toMatch(/^100% succeeded · 3 of 3 steps · /);
  expect(lines).toHaveLength(6);
});

test("in a terminal of ten rows wait draws what fits, and nothing scrolls away", async () => {
  terminal = await openWait("many", 80, 10);
  const screen = await terminal.waitFor(/… 33 waiting/);
  await terminal.waitFor(/^ *[1-9]\d?% /m, 90_000);
  expect((await terminal.history()).match(/% /g)).toHaveLength(1);
  expect(screen.trimEnd().split("\n")).toHaveLength(9);
});

test("with --all the tasks are redrawn in place, also when one has ended before the others", async () => {
  const names = ["--name", "ends", "--name", "goes on"];
  terminal = await openWaitWith([...names, "--all"], 60, 20);
  await terminal.waitFor(/^ \d+% failed · .*…$/m, 90_000);
  const percent = (screen: string) => /^ *(\d+)% █*░/m.exec(screen)?.[1] ?? "";
  const first = percent(await terminal.screen());
  await terminal.waitFor(new RegExp(`^ *(?!${first}%)\\d+% █*░`, "m"), 90_000);
  const history = await terminal.history();
  // Each title once below the line that says what was chosen, which wraps.
  expect(history.match(/^ends \w{32}$/gm)).toHaveLength(1);
  expect(history.match(/^goes on \w{32}$/gm)).toHaveLength(1);
  expect(history.match(/^ \d+% failed/gm)).toHaveLength(1);
  await terminal.press("C-c");
  expect(await terminal.exitCode()).toBe(20);
});

test("characters are as wide as a terminal draws them", async () => {
  const texts = [
    "ascii",
    "数据迁移",
    "ｆｕｌｌ",
    "한국어",
    "データ",
    "cafe\u0301",
    "😀",
    "· ✔ ✖ ▶ █░ …",
  ];
  const folder = mkdtempSync(path.join(tmpdir(), "dcs-width-"));
  try {
    const file = path.join(folder, "text");
    // Each text is padded to 30 columns and followed by a minus, which a plus in column 31 overwrites.
    const lines = texts.map((text) => `${padColumns(text, 30)}-\u001b[31G+\n`);
    writeFileSync(file, lines.join(""));
    terminal = await openTerminal({
      command: ["cat", file],
      columns: 60,
      rows: 20,
      cwd: folder,
      env: clean,
    });
    expect(await terminal.exitCode()).toBe(0);
    const screen = await terminal.screen();
    expect(screen.match(/\+$/gm)).toHaveLength(texts.length);
    expect(screen).not.toContain("-");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
