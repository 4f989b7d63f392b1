import { printable } from "../printable";
import type { StepDetail, SubStepDetail } from "../taskProgress";
import { renderDuration } from "./duration";
import { secondsTaken, statusOfDetail } from "./stepTimes";
import { cutColumns } from "./terminalText";
import { renderTextTable } from "./textTable";

/** Longest name, in columns of a terminal. */
const MAX_NAME_COLUMNS = 40;
/** With more rows than this, finished sub-steps are only counted. */
const MAX_FULL_ROWS = 24;

const head = ["step", "status", "code", "took"];

/**
 * Renders steps and sub-steps as a table, one per line: name, status, error code if it failed, and
 * duration if the service's times give one. Columns are aligned for a terminal, where a Chinese
 * character takes two columns.
 */
export function renderStepTable(steps: readonly StepDetail[]): string[] {
  if (steps.length === 0) return [];
  const all = steps.reduce((sum, step) => sum + 1 + step.subStepDetails.length, 0);
  const rows = steps.flatMap((step, index) => {
    const number = `${index + 1}/${steps.length}`;
    const shown = step.subStepDetails.filter(
      (sub) => all <= MAX_FULL_ROWS || sub.subStepStatus !== "FINISH",
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
    cutColumns(indent + (printable(name ?? "") || "step"), MAX_NAME_COLUMNS),
    cutColumns(status, 16),
    // Healthy steps carry codes too, which mean nothing.
    ["FAILED", "CANCELED"].includes(status)
      ? cutColumns(printable(detail.errorCode ?? ""), 24)
      : "",
    taken === undefined ? "" : renderDuration(taken),
  ];
}
