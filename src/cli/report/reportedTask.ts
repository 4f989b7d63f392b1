import { isRecord } from "../../json";
import { printable } from "../../printable";
import type { StepDetail, SubStepDetail } from "../../taskProgress";
import { MAX_ESTIMATE_SECONDS } from "../../display/maxEstimate";

/** A task to draw. */
export interface ReportedTask {
  /** The name of the operation, such as `EXTEND`; else where the steps were found. */
  readonly title: string;
  /** Facts about the whole task, such as `instance cache 5e8c…`. */
  readonly facts: readonly string[];
  /** A word of the service, of the outputs or of a wait. Default: the steps tell. */
  readonly status?: string | undefined;
  readonly progress?: number | undefined;
  readonly remainTime?: number | undefined;
  readonly stepDetails: readonly StepDetail[];
  /** Whether what tells how the task stands is a secret. Default false. */
  readonly isHidden?: boolean | undefined;
}

/** Fields of unknown types. */
export type Fields = Readonly<Record<string, unknown>>;

/** Where a task was found. */
export interface FoundAt {
  /** Such as `resource move` or `gate.tasks[1]`. */
  readonly place: string;
  /** The instance's id, if the task itself does not name it. */
  readonly instanceId?: string | undefined;
  /** The instance's name. Default: not known. */
  readonly instanceName?: string | undefined;
}

/** Reads a task from fields with the names of the outputs; fields of another type are left out. */
export function toReportedTask(given: Fields, { place, ...found }: FoundAt): ReportedTask {
  const of: Fields = isSecret(given) ? { status: given, stepDetails: given } : given;
  const { progress, remainTime, stepDetails } = of;
  const steps: readonly unknown[] = Array.isArray(stepDetails) ? stepDetails : [];
  const name = textOf(of["taskName"]);
  const title = name || printable(place) || "background task";
  const instance = [found.instanceName ?? "", textOf(of["instanceId"]) || (found.instanceId ?? "")];
  const facts = [
    labelled("instance", ...instance.map((text) => printable(text))),
    labelled("task", textOf(of["taskId"])),
    printable(place),
    isSecret(of["status"]) ? "the status is secret" : "",
    isSecret(stepDetails) ? "the steps are secret" : "",
  ];
  const hasSecretStep = [stepDetails, ...steps].some(
    (step) => isSecret(step) || (isRecord(step) && isSecret(step["stepStatus"])),
  );
  return {
    title,
    facts: [...new Set(facts)].filter((fact) => fact !== "" && fact !== title),
    status: textOf(of["status"]) || undefined,
    progress: numberOf(progress, 100),
    remainTime: numberOf(remainTime, MAX_ESTIMATE_SECONDS),
    stepDetails: steps.filter(isRecord).map(toStep),
    isHidden: isSecret(of["status"]) || (textOf(of["status"]) === "" && hasSecretStep),
  };
}

/** Whether a value is a secret of a state, encrypted or not. It is never shown. */
export function isSecret(value: unknown): boolean {
  return isRecord(value) && value[SECRET_KEY] === SECRET_SIGNATURE;
}

/** Source: `sdk/go/common/resource/sig` of pulumi/pulumi. */
const SECRET_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

function toStep(step: Fields): StepDetail {
  const { subStepDetails } = step;
  const subSteps: readonly unknown[] = Array.isArray(subStepDetails) ? subStepDetails : [];
  return {
    ...texts<StepDetail>(step, "stepName", "stepStatus", "beginTime", "endTime", "errorCode"),
    subStepDetails: subSteps
      .filter(isRecord)
      .map((sub) =>
        texts<SubStepDetail>(
          sub,
          ...(["subStepName", "subStepStatus", "beginTime", "endTime", "detail"] as const),
          "errorCode",
        ),
      ),
  };
}

/** The named fields, without those that are not text. */
function texts<T>(from: Fields, ...names: (keyof T & string)[]): { [N in keyof T]?: string } {
  const entries = names.map((name) => [name, from[name]]);
  return Object.fromEntries(entries.filter(([, text]) => typeof text === "string")) as {
    [N in keyof T]?: string;
  };
}

/** Words after a label; empty where there are none. */
function labelled(label: string, ...words: readonly string[]): string {
  const text = words.filter(Boolean).join(" ");
  return text && `${label} ${text}`;
}

/** A number from 0 to `max`; `undefined` if it is another value. */
function numberOf(value: unknown, max: number): number | undefined {
  return typeof value === "number" && value >= 0 && value <= max ? value : undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? printable(value) : "";
}
