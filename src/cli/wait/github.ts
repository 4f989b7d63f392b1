import { appendFile } from "node:fs/promises";
import { type CliIo, programName } from "../cliIo";
import { reasonOf } from "../report/readInput";
import { isInGithubJob, withoutCommands } from "../workflowCommands";
import { renderEnds, toChart } from "./reportEnds";
import { nameOfTask, outcomeOf, type TaskEnd } from "./waitedTask";

/**
 * In a job of GitHub Actions, appends the verdicts to the job's summary, and prints an `::error` line
 * for each task that did not succeed. Such lines are read from standard error too, where they do not
 * disturb the product. A summary that cannot be written changes nothing else.
 *
 * Source: "Workflow commands for GitHub Actions" in GitHub's documentation.
 */
export async function reportToGithub(ends: readonly TaskEnd[], io: CliIo): Promise<void> {
  const { env, stderr } = io;
  if (!isInGithubJob(io)) return;
  for (const end of ends) {
    if (!["succeeded", "aborted"].includes(outcomeOf(end))) stderr.writeCommand?.(errorLine(end));
  }
  const file = env["GITHUB_STEP_SUMMARY"];
  if (!file) return;
  try {
    // A blank line, so that what another step has written before is not continued.
    await appendFile(file, `\n${renderEnds(ends)}`);
  } catch (error) {
    stderr.write(`${programName} wait: cannot write GITHUB_STEP_SUMMARY: ${reasonOf(error)}\n`);
  }
}

function errorLine(end: TaskEnd): string {
  const { verdict } = toChart(end);
  const text = "error" in end ? `${end.error.code}: ${end.error.message}` : verdict.text;
  return `::error title=${escapeProperty(nameOfTask(end.task))}::${escapeData(text)}`;
}

/** Escapes what would end the line, or begin an escape. */
function escapeData(text: string): string {
  const plain = withoutCommands(text);
  return plain.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A property also ends at a comma or a colon. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
