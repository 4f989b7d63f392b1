import { printable } from "../../printable";
import { renderMarkdown } from "../report/renderMarkdown";
import { type ReportedTask, toReportedTask } from "../report/reportedTask";
import { layOutChart, type TimeChart } from "../report/timeChart";
import { outcomeOf, type TaskEnd } from "./waitedTask";

/** The chart of a task whose wait has ended. */
export function toChart(end: TaskEnd): TimeChart {
  return layOutChart(toTask(end));
}

/** The verdicts and tables of waits that have ended. */
export function renderEnds(ends: readonly TaskEnd[]): string {
  return renderMarkdown(ends.map(toChart));
}

function toTask(end: TaskEnd): ReportedTask {
  const { task } = end;
  const answer = "result" in end ? end.result.lastProgress : undefined;
  const place = `task ${task.taskId}`;
  const reported = toReportedTask({ ...answer, ...task, status: outcomeOf(end) }, { place });
  if ("result" in end) return reported;
  const { code, message } = end.error;
  return { ...reported, facts: [...reported.facts, printable(`${code}: ${message}`)] };
}
