import { isDcsError } from "../../errors";
import { type CliIo, nameOfCall } from "../cliIo";
import { resumeCommand } from "../resumeCommand";
import { waitExitCodes } from "./exitCodes";
import { reportErrorToGithub, reportNoTaskToGithub } from "./github";
import type { NoTask } from "./noTask";
import { printNoTask } from "./waitInJson";
import type { Wanted } from "./wanted";

/**
 * Says everywhere why there is no task to wait for.
 *
 * @returns the exit code
 */
export async function endWithoutTask(noTask: NoTask, wanted: Wanted, io: CliIo): Promise<number> {
  const { flags, format, command } = wanted;
  const { outcome, failure } = noTask;
  if (format === "json") printNoTask(io, noTask, flags.all ?? false);
  await reportNoTaskToGithub(noTask, wanted, io);
  const say = (text: string) => void io.stderr.write(`${text}\n`);
  if (outcome === "timedOut") say("Timed out before a task was chosen.");
  if (failure) say(`The last failure: ${failure.code}: ${failure.message}`);
  if (outcome !== "none") say(`To resume: ${resumeCommand(nameOfCall(io), command)}`);
  return waitExitCodes[outcome];
}

/**
 * Does `work`, and reports its error in JSON and to GitHub: no wait has begun whose end would be
 * reported.
 *
 * @throws as `work`
 */
export async function reportErrors<T>(
  work: () => Promise<T>,
  wanted: Wanted,
  io: CliIo,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isDcsError(error)) {
      const end = { outcome: "error", failure: error } as const;
      if (wanted.format === "json") printNoTask(io, end, wanted.flags.all ?? false);
      await reportErrorToGithub(error, wanted, io);
    }
    throw error;
  }
}
