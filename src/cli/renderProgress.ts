import { printable } from "../printable";
import { renderDuration } from "../display/duration";
import { renderNote, type StatusView } from "../display/statusLine";
import { secondsTaken, statusOfDetail } from "../display/stepTimes";
import { cutColumns, displayWidth, padColumns } from "../display/terminalText";
import type { StepDetail, SubStepDetail } from "../taskProgress";
import type { Paint } from "./paint";

/** The room that there is, and the colours. */
export interface Canvas {
  readonly columns: number;
  readonly rows: number;
  readonly paint: Paint;
}

const LONGEST_BAR = 40;
const SHORTEST_BAR = 5;
const LONGEST_NAME = 44;
const LONGEST_END = 24;

/** A bar with percentage and time left, and below it every step and sub-step that there is room for. */
export function renderProgress(view: StatusView, canvas: Canvas): string[] {
  // The last column stays free: a terminal would go on to the next line.
  const columns = canvas.columns - 1;
  // One line is the bar's, one the cursor's.
  const room = Math.max(canvas.rows - 2, 0);
  const lines = stepLines(view.answer?.stepDetails ?? [], room);
  return [renderBar(view, columns, canvas.paint), ...renderLines(lines, columns, canvas.paint)];
}

function renderBar(view: StatusView, columns: number, paint: Paint): string {
  const percent = `${Math.floor(view.percent)}%`.padStart(4);
  const words = [renderNote(view), renderDuration(view.elapsedSeconds)].filter(Boolean);
  const text = words.join(" · ");
  const length = Math.min(columns - displayWidth(`${percent}  ${text}`), LONGEST_BAR);
  if (length < SHORTEST_BAR) return cutColumns(`${percent} ${text}`, columns);
  const full = Math.floor((length * view.percent) / 100);
  const bar = paint("green", "█".repeat(full)) + paint("dim", "░".repeat(length - full));
  return `${paint("bold", percent)} ${bar} ${view.note === undefined ? text : paint("red", text)}`;
}

interface Line {
  readonly text: string;
  readonly status: string;
  /** How long it took, a code, or a word that the API page does not list. */
  readonly end: string;
}

/** All lines if there is room; else without the sub-steps of what is well or waits; else the first. */
function stepLines(steps: readonly StepDetail[], room: number): Line[] {
  const lines = (showsSubSteps: (step: StepDetail) => boolean) =>
    steps.flatMap((step, index) => [
      toLine(" ", `${index + 1}/${steps.length} ${nameOf(step.stepName)}`, step),
      ...(showsSubSteps(step)
        ? step.subStepDetails.map((sub) => toLine("     ", nameOf(sub.subStepName), sub))
        : []),
    ]);
  const all = lines(() => true);
  if (all.length <= room) return all;
  const fewer = lines(({ stepStatus = "" }) => ["EXECUTING", "FAILED"].includes(stepStatus));
  if (fewer.length <= room) return fewer;
  const kept = fewer.slice(0, Math.max(room - 1, 0));
  const more = { text: `   and ${fewer.length - kept.length} more`, status: "", end: "" };
  return [...kept, more].slice(0, room);
}

const marks: Readonly<Record<string, string>> = {
  FINISH: "✔",
  FAILED: "✖",
  CANCELED: "✖",
  EXECUTING: "▶",
  WAITING: "·",
};

function toLine(indent: string, name: string, detail: StepDetail | SubStepDetail): Line {
  const status = printable(statusOfDetail(detail) ?? "");
  const taken = secondsTaken(detail);
  const words = [
    status in marks ? "" : status,
    // What is well may have a code too, which means nothing.
    status === "FAILED" ? printable(detail.errorCode ?? "") : "",
    taken === undefined ? "" : renderDuration(taken),
  ];
  return {
    text: cutColumns(`${indent}${marks[status] ?? "?"} ${name}`, LONGEST_NAME),
    status,
    end: cutColumns(words.filter(Boolean).join(" "), LONGEST_END),
  };
}

function nameOf(name = ""): string {
  return printable(name) || "step";
}

const styles: Readonly<Record<string, Parameters<Paint>[0]>> = {
  FINISH: "green",
  FAILED: "red",
  CANCELED: "red",
  EXECUTING: "cyan",
  WAITING: "dim",
};

function renderLines(lines: readonly Line[], columns: number, paint: Paint): string[] {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(displayWidth));
  const ends = widest(lines.map(({ end }) => end));
  const room = Math.min(widest(lines.map(({ text }) => text)), Math.max(columns - ends - 2, 10));
  return lines.map(({ text, status, end }) => {
    const shown = end ? `${padColumns(cutColumns(text, room), room)}  ${end}` : text;
    const line = cutColumns(shown, columns);
    const style = styles[status];
    return style ? paint(style, line) : line;
  });
}
