import { printable } from "../printable";
import type { StepDetail, SubStepDetail } from "../taskProgress";
import { renderDuration } from "./duration";
import { secondsTaken, statusOfDetail } from "./stepTimes";
import { cutColumns } from "./terminalText";
import { renderTextTable } from "./textTable";

/** Longer names are cut, so that a line fits where people read it. */
const NAME_COLUMNS = 40;
/** With more lines than this, sub-steps that are well are only counted. */
const MANY_ROWS = 24;

const head = ["step", "status", "code", "took"];

/**
 * The steps and sub-steps as a table of plain text, a line each: name, status, the code of what
 * failed, and how long it took where the service's times tell. Columns are aligned on a terminal,
 * where Chinese characters are two columns wide.
 */
export function renderStepTable(steps: readonly StepDetail[]): string[] {
  if (steps.length === 0) return [];
  const all = steps.reduce((sum, step) => sum + 1 + step.subStepDetails.length, 0);
  const rows = steps.flatMap((step, index) => {
    const number = `${index + 1}/${steps.length}`;
    const shown = step.subStepDetails.filter(
      (sub) => all <= MANY_ROWS || sub.subStepStatus !== "FINISH",
    );
    const omitted = step.subStepDetails.length - shown.length;
    return [
      cells(`${number} `, step.stepName, step),
      ...shown.map((sub) => cells("    ", sub.subStepName, sub)),
      ...(omitted > 0 ? [[`    and ${omitted} more`, "FINISH", "", ""]] : []),
    ];
  });
  return renderTextTable([head, ...rows]);
}

function cells(indent: string, name: string | undefined, detail: StepDetail | SubStepDetail) {
  const status = printable(statusOfDetail(detail) ?? "?");
  const taken = secondsTaken(detail);
  return [
    cutColumns(indent + (printable(name ?? "") || "step"), NAME_COLUMNS),
    cutColumns(status, 16),
    // What is well may have a code too, which means nothing.
    ["FAILED", "CANCELED"].includes(status)
      ? cutColumns(printable(detail.errorCode ?? ""), 24)
      : "",
    taken === undefined ? "" : renderDuration(taken),
  ];
}
