import { redact } from "../client/redact";
import type { StepDetail } from "../taskProgress";

interface Row {
  readonly indent: string;
  readonly status: string | undefined;
  readonly name: string | undefined;
  readonly beginTime?: string;
  readonly endTime?: string;
  readonly errorCode?: string;
}

/** The steps and sub-steps, one a line: status, name, the code of what failed, and the times. */
export function renderSteps(steps: readonly StepDetail[]): string {
  const rows = steps.flatMap((step): Row[] => [
    { ...step, indent: "", status: step.stepStatus, name: step.stepName },
    ...step.subStepDetails.map((sub) => ({
      ...sub,
      indent: "  ",
      status: sub.subStepStatus,
      name: sub.subStepName,
    })),
  ]);
  return rows.map((row) => `${renderRow(row)}\n`).join("");
}

function renderRow({ indent, status = "?", name = "", ...row }: Row): string {
  // Steps that are well carry codes too, which mean nothing.
  const code = status === "FAILED" ? (row.errorCode ?? "") : "";
  const times = row.beginTime ? `${row.beginTime} - ${row.endTime ?? ""}` : "";
  const texts = [name, code, times].map((text) => redact(text)).filter(Boolean);
  return [indent + redact(status).padEnd(10), ...texts].join("  ").trimEnd();
}
