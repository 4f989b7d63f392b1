import { displayWidth } from "../../src/display/terminalText";
import { openTerminal, type Terminal } from "../support/pulumi/terminal";
import { openStage, type Stage } from "./stage";

// Each test takes 20 s on an idle machine, and several times as long on a busy one.
jest.setTimeout(300_000);

const subSteps = [{ name: "资源检查", seconds: 400 }];
const broken = [
  { name: "slot 0-8191", seconds: 1 },
  { name: "迁移\u001b[31m x", seconds: 1, fails: "DCS.4842" },
];

// Each test has its own stack, so that a failed test does not break the next one.
let stage: Stage;
let terminal: Terminal | undefined;
beforeEach(async () => {
  stage = await openStage({
    scenarios: [
      { name: "quick", steps: [{ name: "quick", seconds: 1 }] },
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
});
afterEach(async () => {
  await terminal?.kill();
  terminal = undefined;
  await stage.close();
});

test.each([80, 100, 120])(
  "in a terminal of %i columns the row changes and the table stays intact",
  async (columns) => {
    // Pulumi draws rows there too: it does not know this CI system.
    terminal = await openUp("wide", columns, { CI: "true" });
    const first = await intactScreen(/Updating[^]*task .*[1-9]\d?% ~\d+[ms]/, columns);
    const percent = Number(/(\d+)% ~/.exec(first)?.[1]);
    const moved = new RegExp(`Updating[^]*task .*(?!${percent}%)\\b\\d+% ~\\d+`);
    const later = (await intactScreen(moved, columns)).replaceAll("\u200B", "");
    for (const screen of [first, later]) expect(faultsOf(screen, columns)).toEqual([]);
    if (columns >= 100) expect(later).toMatch(/\d+% ~\d+[ms] left · 1\/1 数据迁移/);
    await terminal.press("C-c");
    expect(await terminal.exitCode()).not.toBe(0);
  },
);

test.each([80, 100])(
  "in an update, whose row has a diff, the stack's row shows the wait in %i columns, and is cleared",
  async (columns) => {
    await stage.waitFor("quick");
    const { code, all } = await stage.project.up(["--skip-preview"]);
    expect([code, all]).toEqual([0, expect.anything()]);
    terminal = await openUp("wide", columns);
    const screen = await intactScreen(/pulumi:pulumi:Stack.*[1-9]\d?% ~\d+[ms]/, columns);
    expect(faultsOf(screen, columns)).toEqual([]);
    if (columns >= 100) expect(screen).toMatch(/Stack.*% ~\d+[ms] left · 1\/1 /);
    await terminal.press("C-c");
    expect(await terminal.exitCode()).not.toBe(0);
    expect(await terminal.history()).not.toMatch(/Stack.*% ~\d+[ms](?![^]*Stack)/);
  },
);

test("in a terminal of 40 columns, where Pulumi's table shows only names, it stays intact", async () => {
  terminal = await openUp("wide", 40);
  const screen = await terminal.waitFor(/Updating[^]*DcsTask/);
  await terminal.press("C-c");
  expect(await terminal.exitCode()).not.toBe(0);
  expect(faultsOf(screen, 40)).toEqual([]);
  expect(faultsOf(await terminal.history(), 40)).toEqual([]);
});

test("the diagnostics show the steps of a failed task as a table with aligned columns", async () => {
  terminal = await openUp("broken", 100);
  expect(await terminal.exitCode()).not.toBe(0);
  const lines = (await terminal.history()).split("\n").map((line) => line.trimEnd());
  const head = lines.findIndex((line) => /^ +step +status +code +took$/.test(line));
  expect(lines.slice(Math.max(head, 0), head + 5)).toEqual([
    "    step             status  code      took",
    "    1/2 前置检查     FINISH            1s",
    "    2/2 数据迁移     FAILED  DCS.4842  2s",
    "        slot 0-8191  FINISH            1s",
    "        迁移 x       FAILED  DCS.4842  1s",
  ]);
});

async function openUp(
  scenario: string,
  columns: number,
  variables: Readonly<Record<string, string>> = {},
): Promise<Terminal> {
  // The percentage changes only with an answer of the service.
  await stage.waitFor(scenario, { poll: { maxSeconds: 3 } });
  return openTerminal({
    command: ["pulumi", "up", "--yes", "--skip-preview"],
    columns,
    rows: 40,
    cwd: stage.project.folder,
    env: { ...stage.project.env, ...variables },
  });
}

/**
 * The first screen that matches and has an intact table, or the last one of some: on a busy machine a
 * screen may stay half redrawn for a while, but a row that wraps stays for good.
 */
async function intactScreen(pattern: RegExp, columns: number): Promise<string> {
  let screen = "";
  for (let look = 0; look < 20; look += 1) {
    screen = (await terminal?.waitFor(pattern)) ?? "";
    if (faultsOf(screen, columns).length === 0) break;
  }
  return screen;
}

/** The faults of the table on a screen, followed by the screen itself; empty if the table is intact. */
function faultsOf(screen: string, columns: number): readonly string[] {
  const lines = screen.split("\n");
  // One row per resource: a row that wraps would be drawn repeatedly.
  const rows = lines.filter((line) => line.includes("└─ pulumi-nodejs:dynamic:DcsTask")).length;
  const headers = lines.filter((line) => line.startsWith("Updating")).length;
  const heads = lines.filter((line) => /^ +Type +Name +Status/.test(line)).length;
  const faults = [
    ...(rows === 1 ? [] : [`${rows} rows of the task`]),
    ...(headers === 1 ? [] : [`${headers} headers`]),
    ...(heads <= 1 ? [] : [`${heads} heads of the table`]),
    ...lines.filter((line) => displayWidth(line) > columns).map((line) => `too wide: ${line}`),
  ];
  return faults.length > 0 ? [...faults, screen] : [];
}
