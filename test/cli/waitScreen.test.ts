import { stripVTControlCharacters } from "node:util";
import { WaitScreen } from "../../src/cli/wait/waitScreen";
import type { StatusView } from "../../src/display/statusLine";
import { displayWidth } from "../../src/display/terminalText";
import { naiveClock } from "../support/virtualClock";

const view: StatusView = {
  percent: 62,
  leftSeconds: 180,
  elapsedSeconds: 10,
  answer: {
    progress: 62,
    stepDetails: [
      { stepName: "check", stepStatus: "FINISH", subStepDetails: [] },
      { stepName: "copy", stepStatus: "EXECUTING", subStepDetails: [] },
    ],
  },
};

/** A screen for tasks with these titles, and its last drawing without escape sequences. */
function open(titles: readonly string[], rows: number) {
  let written = "";
  const stdout = { write: (text: string) => (written = text), terminal: { columns: 60, rows } };
  const screen = new WaitScreen(
    { stdout, clock: naiveClock() },
    { titles, paint: (_style, text) => text },
  );
  const drawn = () => stripVTControlCharacters(written).replaceAll("\r", "").trimEnd().split("\n");
  const show = (index: number) => {
    const { row, render } = screen.lineOptions(index);
    row.show(render?.(view) ?? "");
  };
  return { screen, drawn, show };
}

const bar = expect.stringMatching(/^ 62% █+░+ ~3m left · 10s$/) as string;

test("one task has the whole terminal, without a title", () => {
  const { drawn, show } = open([], 24);
  show(0);
  expect(drawn()).toEqual([bar, " ✔ 1/2 check", " ▶ 2/2 copy"]);
});

test("several tasks share the rows, each with its running step", () => {
  const { drawn, show } = open(["EXTEND a", "BindEip b"], 7);
  for (const index of [0, 1]) show(index);
  expect(drawn()).toEqual(["EXTEND a", bar, " ▶ 2/2 copy", "BindEip b", bar, " ▶ 2/2 copy"]);
});

test("with more tasks than that each has one line, and what does not fit is counted", () => {
  const titles = Array.from({ length: 30 }, (_, at) => `${"EXTEND".repeat(at)} task ${at}`);
  const { drawn, show } = open(titles, 10);
  for (const index of titles.keys()) show(index);
  const lines = drawn();
  expect(lines).toHaveLength(9);
  expect(lines[0]).toBe(" task 0: 62% ~3m left · 2/2 copy · 10s");
  expect(lines.at(-1)).toBe(" … and 22 more lines");
  for (const line of lines) expect(displayWidth(line)).toBeLessThan(60);
});

test("a task that has ended keeps its title and summary until all have ended", () => {
  const { screen, drawn, show } = open(["EXTEND a", "BindEip b"], 24);
  for (const index of [0, 1]) show(index);
  screen.end(0, { table: ["step  status"], summary: "100% succeeded", style: "green" });
  expect(drawn().slice(0, 3)).toEqual(["EXTEND a", " 100% succeeded", "BindEip b"]);
  screen.end(1, { table: [], summary: `62% failed${" · step".repeat(20)}`, style: "red" });
  for (const line of drawn()) expect(displayWidth(line)).toBeLessThan(60);
  screen.close();
  const [first, table, good, second, bad] = drawn();
  expect([first, table, good, second]).toEqual([
    ...["EXTEND a", "step  status", "100% succeeded", "BindEip b"],
  ]);
  // The last drawing is not redrawn, and may wrap.
  expect(displayWidth(bad ?? "")).toBeGreaterThan(60);
});
