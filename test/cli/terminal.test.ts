import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { displayWidth, padColumns } from "../../src/display/terminalText";
import { type Simulator, startSimulator } from "../../src/simulator";
import { repository } from "../support/pulumi/engineFolder";
import { openTerminal, type Terminal } from "../support/pulumi/terminal";
import { environmentOf } from "./support/dcsTask";

jest.setTimeout(300_000);

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
      moving("slow", 200),
      moving("short", 8),
      { name: "many", steps: many },
      "sample",
    ],
  });
});
afterEach(() => terminal?.kill());
afterAll(() => simulator.close());

const source = ["--require", path.join(__dirname, "support/requireTs.js"), "src/cli/main.ts"];
/** How a process ended that did not end with 0. */
interface Ended {
  readonly stdout: string;
  readonly code: number;
}

const clean = { PATH: process.env["PATH"] ?? "", LC_ALL: "C.UTF-8" };

function openWait(scenario: string, columns: number, rows = 24): Promise<Terminal> {
  return openWaitWith([simulator.tasks[scenario] ?? ""], columns, rows);
}

function openWaitWith(args: readonly string[], columns: number, rows = 24): Promise<Terminal> {
  const { instanceId } = simulator;
  return openTerminal({
    command: [process.execPath, ...source, "wait", instanceId, ...args],
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
    const later = await terminal.waitFor(new RegExp(`^ *(?!${percent}%)\\d+% `, "m"));
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
  await terminal.waitFor(/^ *[1-9]\d?% /m);
  expect((await terminal.history()).match(/% /g)).toHaveLength(1);
  expect(screen.trimEnd().split("\n")).toHaveLength(9);
});

test("with --all the tasks are redrawn in place, also when one has ended before the others", async () => {
  const names = ["--name", "ends", "--name", "goes on"];
  terminal = await openWaitWith([...names, "--all"], 60, 20);
  await terminal.waitFor(/^ \d+% failed · .*…$/m);
  const percent = (screen: string) => /^ *(\d+)% █*░/m.exec(screen)?.[1] ?? "";
  const first = percent(await terminal.screen());
  await terminal.waitFor(new RegExp(`^ *(?!${first}%)\\d+% █*░`, "m"));
  const history = await terminal.history();
  // Each title once below the line that says what was chosen, which wraps.
  expect(history.match(/^ends \w{32}$/gm)).toHaveLength(1);
  expect(history.match(/^goes on \w{32}$/gm)).toHaveLength(1);
  expect(history.match(/^ \d+% failed/gm)).toHaveLength(1);
  await terminal.press("C-c");
  expect(await terminal.exitCode()).toBe(20);
});

describe("for three minutes of a task that stays at 30 %", () => {
  /** Three minutes in 18 seconds, at whose end the wait times out. */
  const haste = 10;
  const env = () => ({ ...clean, ...environmentOf(simulator), HASTE: String(haste) });
  const command = (): [string, ...string[]] => {
    const { instanceId, tasks } = simulator;
    const hasten = ["--require", path.join(__dirname, "support/hasten.js")];
    const ids = [instanceId, tasks["sample"] ?? ""];
    return [process.execPath, ...hasten, ...source, "wait", ...ids, "--timeout", "3m"];
  };

  /** Every percentage of a text, and the longest time that it says has passed, in seconds. */
  const read = (text: string) => ({
    percents: Array.from(text.matchAll(/(\d+) ?%/g), ([, percent]) => Number(percent)),
    seconds: Math.max(
      ...Array.from(text.matchAll(/(\d+)m(\d\d)s/g), ([, min, s]) => Number(min) * 60 + Number(s)),
    ),
  });

  function expectHonest(text: string): void {
    const { percents, seconds } = read(text);
    expect(seconds).toBeGreaterThanOrEqual(175);
    for (const percent of percents) expect(Math.abs(percent - 30)).toBeLessThanOrEqual(5);
  }

  let screens: readonly string[];
  let log: Ended;
  beforeAll(async () => {
    [screens, log] = await Promise.all([watchScreen(), readLog()]);
  });

  /** Every screen until the end. */
  async function watchScreen(): Promise<readonly string[]> {
    const own = await openTerminal({
      ...{ command: command(), columns: 100, rows: 24 },
      ...{ cwd: repository, env: env() },
    });
    const seen = new Set<string>();
    let code: number | undefined;
    const ended = own.exitCode().then((value) => (code = value));
    while (code === undefined) seen.add(await own.screen());
    seen.add(await own.history());
    await ended;
    await own.kill();
    return [...seen];
  }

  async function readLog(): Promise<Ended> {
    const [node, ...args] = command();
    const run = promisify(execFile)(node, args, { cwd: repository, env: env() });
    return run.then(
      ({ stdout }) => ({ stdout, code: 0 }),
      (error: unknown) => error as Ended,
    );
  }

  it("no text on the screen says anything else, within five points", () => {
    const bars = screens.filter((screen) => /% █+░+ /.test(screen));
    expect(bars.length).toBeGreaterThan(10);
    expect(screens.at(-1)).toMatch(/^30% timed out · /m);
    expectHonest(screens.join("\n"));
  });

  it("no line of a log says anything else than 30 %", () => {
    expect(log.code).toBe(4);
    const lines = log.stdout.split("\n").filter((line) => line.includes("%"));
    // At least one a minute.
    expect(lines.length).toBeGreaterThanOrEqual(4);
    for (const line of lines) expect(line).toMatch(/^30% /);
    expectHonest(log.stdout);
  });
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
