import { settleBackgroundTask } from "../../client/tasks/waitForBackgroundTask";
import { ProgressLine, type ProgressLineOptions } from "../../display/progressLine";
import { renderSummary } from "../../display/statusLine";
import { renderStepTable } from "../../display/stepTable";
import { cutColumns } from "../../display/terminalText";
import type { DcsError } from "../../errors";
import { printable } from "../../printable";
import { canDraw, type CliIo } from "../cliIo";
import { createPaint } from "../paint";
import { settleTasks, type WaitTasks } from "./settleTasks";
import { nameOfTask, type TaskEnd } from "./waitedTask";
import { allLines, type RenderedEnd, type ScreenStyle, WaitScreen } from "./waitScreen";

/** Longest gap between two queries while a person watches, so that steps are fresh. Milliseconds. */
const WATCHED_GAP_MS = 5_000;
/** Share of that gap for each of many tasks: all together send at most two queries a second. */
const WATCHED_GAP_PER_TASK_MS = 500;

/** Longest last line of a wait that ended with an error. */
const MAX_ERROR_COLUMNS = 180;

/** Waits with a live bar and steps on a terminal, else with a line for each change. */
export const waitOnScreen: WaitTasks = async (client, tasks, { timeoutMs, io }) => {
  const paint = createPaint(io);
  const titles = tasks.length > 1 ? tasks.map(nameOfTask) : [];
  const style = { titles, paint };
  const display = canDraw(io) ? new WaitScreen(io, style) : logOf(io, style);
  const maxDelayMs = Math.max(WATCHED_GAP_MS, tasks.length * WATCHED_GAP_PER_TASK_MS);
  const lines = tasks.map((_, index) => new ProgressLine(display.lineOptions(index)));
  for (const line of lines) line.start();
  const ends = await settleTasks(
    tasks,
    (task, index) =>
      settleBackgroundTask(client, task, {
        ...{
          timeoutMs,
          signal: io.signal,
          clock: io.clock,
          ...(display.isWatched && { maxDelayMs }),
        },
        onProgress: (answer, status) => {
          lines[index]?.progress(answer, status);
        },
        onTrouble: (error, { nextDelayMs }) => {
          lines[index]?.trouble(error, nextDelayMs);
        },
      }),
    (end, index) => {
      void lines[index]?.stop();
      display.end(index, renderEnd(end));
    },
  ).finally(() => Promise.all(lines.map((line) => line.stop())));
  display.close();
  return ends;
};

/** Shows waits: `lineOptions` are those of the live line of one wait. */
interface WaitDisplay {
  /** Whether a person watches. */
  readonly isWatched: boolean;
  lineOptions(index: number): ProgressLineOptions;
  /** Shows how a wait has ended. */
  end(index: number, end: RenderedEnd): void;
  /** All waits have ended. */
  close(): void;
}

/** A log: lines are appended, each with the task's name where there are several. */
function logOf({ stdout, clock }: CliIo, { titles, paint }: ScreenStyle): WaitDisplay {
  return {
    isWatched: false,
    lineOptions: (index) => {
      const title = titles[index];
      const show = (text: string) => stdout.write(`${title ? `${title}: ` : ""}${text}\n`);
      const row = { show, settled: () => Promise.resolve() };
      return { row, onTerminal: false, now: () => clock.now() };
    },
    end: (index, end) => {
      stdout.write(`${allLines(end, titles[index], paint).join("\n")}\n`);
    },
    close: () => undefined,
  };
}

/** The steps and the summary of a wait that has ended. */
function renderEnd(end: TaskEnd): RenderedEnd {
  if ("error" in end) return { table: [], summary: renderError(end.error), style: "red" };
  const { result } = end;
  return {
    table: renderStepTable(result.lastProgress?.stepDetails ?? []),
    summary: renderSummary(result),
    style: result.outcome === "succeeded" ? "green" : "red",
  };
}

/** The last line of a wait that ended with an error, which standard error explains in full. */
function renderError({ code, message }: DcsError): string {
  // The name of the request is long, and says nothing about the task.
  const reason = printable(message.replace(/(?:\bof )?\S+ \((?:GET|POST) \S+\) /g, ""));
  return cutColumns(`could not be queried · ${code}: ${reason}`, MAX_ERROR_COLUMNS);
}
