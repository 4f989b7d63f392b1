import { settleBackgroundTask } from "../../client/tasks/waitForBackgroundTask";
import type { WaitStatus } from "../../waitResult";
import type { CliIo } from "../cliIo";
import { printableJson } from "../printableJson";
import type { NoTask } from "./noTask";
import { settleTasks, type WaitTasks } from "./settleTasks";
import { outcomeOf, type TaskEnd, type WaitedTask, worstOutcome } from "./waitedTask";

/** What `--json` prints around the waits: the tasks that were chosen, and the sum of several. */
export interface JsonFrame {
  /** Whether the tasks were chosen from the instance's list. */
  readonly wereChosen: boolean;
  /** Whether a last line sums up all tasks. */
  readonly isGroup: boolean;
}

/** Waits, and prints one line of JSON for each answer, each failed query and each end. */
export function waitInJson({ wereChosen, isGroup }: JsonFrame): WaitTasks {
  return async (client, tasks, { timeoutMs, io }) => {
    if (wereChosen) print(io, { event: "chosen", tasks: tasks.map(toChosen) });
    const ends = await settleTasks(
      tasks,
      async (task) => {
        const { taskId } = task;
        const show = (event: string, status: EventStatus, more: object): void => {
          print(io, { event, taskId, ...numbersOf(status), ...more });
        };
        return settleBackgroundTask(client, task, {
          ...{ timeoutMs, signal: io.signal, clock: io.clock },
          onProgress: (answer, status) => {
            show("progress", status, answer);
          },
          onTrouble: ({ code, message }, status) => {
            show("trouble", status, { code, message });
          },
        });
      },
      (end) => {
        print(io, { event: "end", ...toSummary(end) });
      },
    );
    const outcome = worstOutcome(ends);
    if (isGroup) print(io, { event: "summary", outcome, tasks: ends.map(toLongSummary) });
    return ends;
  };
}

/** Why no wait has begun. */
interface NoWait extends Omit<NoTask, "outcome"> {
  readonly outcome: NoTask["outcome"] | "error";
}

/** The only line if no wait has begun. */
export function printNoTask(io: CliIo, { outcome, failure }: NoWait, isGroup: boolean): void {
  const { code, message } = failure ?? {};
  const end = { outcome, code, message };
  print(io, isGroup ? { event: "summary", ...end, tasks: [] } : { event: "end", ...end });
}

type EventStatus = Pick<WaitStatus, "attempts" | "elapsedMs">;

function print({ stdout }: CliIo, line: object): void {
  stdout.write(`${printableJson(line)}\n`);
}

function numbersOf({ attempts, elapsedMs }: EventStatus): EventStatus {
  return { attempts, elapsedMs: Math.round(elapsedMs) };
}

function toChosen({ taskId, taskName, status, createdAt }: WaitedTask): object {
  return { taskId, taskName, status, createdAt };
}

function toSummary(end: TaskEnd): object {
  const { taskId, taskName } = end.task;
  const outcome = outcomeOf(end);
  const named = { taskId, ...(taskName !== undefined && { taskName }) };
  if ("error" in end) {
    const { code, message } = end.error;
    return { ...named, outcome, code, message };
  }
  const { progress } = end.result.lastProgress ?? {};
  return { ...named, ...numbersOf(end.result), outcome, progress };
}

function toLongSummary(end: TaskEnd): object {
  const { stepDetails = [] } = ("result" in end && end.result.lastProgress) || {};
  return { ...toSummary(end), stepDetails };
}
