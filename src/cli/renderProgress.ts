import { printable } from "../printable";
import { renderDuration } from "../display/duration";
import { renderNote, type StatusView, stepsOf } from "../display/statusLine";
import { secondsTaken, statusOfDetail } from "../display/stepTimes";
import { cutColumns, displayWidth, padColumns } from "../display/terminalText";
import type { StepDetail, SubStepDetail } from "../taskProgress";
import { foldLines, type LineState } from "./foldLines";
import type { Paint } from "./paint";

/** The size of the terminal, and its colours. */
export interface Canvas {
  readonly columns: number;
  readonly rows: number;
  readonly paint: Paint;
}

const LONGEST_BAR = 40;
const SHORTEST_BAR = 5;
const LONGEST_NAME = 44;
const LONGEST_END = 24;

/** A bar with percentage and time left, and below it the steps and sub-steps that fit. */
export function renderProgress(view: StatusView, canvas: Canvas): string[] {
  // The last column stays free: terminals wrap after it.
  const columns = canvas.columns - 1;
  // One line for the bar, one for the cursor.
  const room = Math.max(canvas.rows - 2, 0);
  const lines = stepLines(stepsOf(view.answer), room);
  return [renderBar(view, columns, canvas.paint), ...renderLines(lines, columns, canvas.paint)];
}

/** Without a percentage there is no bar: an empty one would read as 0%. */
function renderBar(view: StatusView, columns: number, paint: Paint): string {
  const words = [renderNote(view), renderDuration(view.elapsedSeconds)].filter(Boolean);
  const text = words.join(" · ");
  const shown = view.note === undefined ? text : paint("red", text);
  if (view.percent === undefined) {
    return displayWidth(text) < columns ? ` ${shown}` : cutColumns(text, columns);
  }
  const percent = `${Math.floor(view.percent)}%`.padStart(4);
  const length = Math.min(columns - displayWidth(`${percent}  ${text}`), LONGEST_BAR);
  if (length < SHORTEST_BAR) return cutColumns(`${percent} ${text}`, columns);
  const full = Math.floor((length * view.percent) / 100);
  const bar = paint("green", "█".repeat(full)) + paint("dim", "░".repeat(length - full));
  return `${paint("bold", percent)} ${bar} ${shown}`;
}

interface Line {
  readonly text: string;
  readonly state: LineState;
  /** Duration, error code, or a status that the API page does not list. */
  readonly end: string;
}

/** All lines if they fit; else without sub-steps of finished and waiting steps; else folded. */
function stepLines(steps: readonly StepDetail[], room: number): Line[] {
  const lines = (showsSubSteps: (step: Line) => boolean) =>
    steps.flatMap((step, index) => {
      const line = toLine(" ", `${index + 1}/${steps.length} ${nameOf(step.stepName)}`, step);
      if (!showsSubSteps(line)) return [line];
      return [
        line,
        ...step.subStepDetails.map((sub) => toLine("     ", nameOf(sub.subStepName), sub)),
      ];
    });
  const all = lines(() => true);
  if (all.length <= room) return all;
  const fewer = lines(({ state }) => state === "running" || state === "failed");
  const { shown, hidden } = foldLines(fewer, room);
  const counts = [...hidden].map(([state, count]) => `${count} ${state}`).join(", ");
  const rest: Line = { text: ` … ${counts}`, state: "waiting", end: "" };
  return hidden.size > 0 ? [...shown, rest].slice(0, room) : [...shown];
}

const states: ReadonlyMap<string, LineState> = new Map([
  ["FINISH", "finished"],
  ["FAILED", "failed"],
  ["CANCELED", "failed"],
  ["EXECUTING", "running"],
  ["WAITING", "waiting"],
]);

const marks: Readonly<Record<LineState, string>> = {
  finished: "✔",
  failed: "✖",
  running: "▶",
  waiting: "·",
  other: "?",
};

function toLine(indent: string, name: string, detail: StepDetail | SubStepDetail): Line {
  const status = printable(statusOfDetail(detail) ?? "");
  const state = states.get(status) ?? "other";
  const taken = secondsTaken(detail);
  const words = [
    state === "other" ? status : "",
    // A healthy step can have a code too; it means nothing.
    status === "FAILED" ? printable(detail.errorCode ?? "") : "",
    taken === undefined ? "" : renderDuration(taken),
  ];
  return {
    text: cutColumns(`${indent}${marks[state]} ${name}`, LONGEST_NAME),
    state,
    end: cutColumns(words.filter(Boolean).join(" "), LONGEST_END),
  };
}

function nameOf(name = ""): string {
  return printable(name) || "step";
}

const styles: Readonly<Record<LineState, Parameters<Paint>[0] | undefined>> = {
  finished: "green",
  failed: "red",
  running: "cyan",
  waiting: "dim",
  other: undefined,
};

function renderLines(lines: readonly Line[], columns: number, paint: Paint): string[] {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(displayWidth));
  const ends = widest(lines.map(({ end }) => end));
  const room = Math.min(widest(lines.map(({ text }) => text)), Math.max(columns - ends - 2, 10));
  return lines.map(({ text, state, end }) => {
    const shown = end ? `${padColumns(cutColumns(text, room), room)}  ${end}` : text;
    const line = cutColumns(shown, columns);
    const style = styles[state];
    return style ? paint(style, line) : line;
  });
}
