import { appendFile } from "node:fs/promises";
import type { DcsError } from "../../errors";
import { printable } from "../../printable";
import { type CliIo, programName } from "../cliIo";
import { reasonOf } from "../report/readInput";
import { escapeMarkdown } from "../report/renderMarkdown";
import { isInGithubJob, withoutCommands } from "../workflowCommands";
import type { NoTask } from "./noTask";
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
  if (!isInGithubJob(io)) return;
  for (const end of ends) {
    if (["succeeded", "aborted"].includes(outcomeOf(end))) continue;
    const text = "error" in end ? messageOf(end.error) : toChart(end).verdict.text;
    writeError({ title: nameOfTask(end.task), text }, io);
  }
  await appendSummary(renderEnds(ends), io);
}

/** Where there was no task to report on. */
interface Place {
  readonly instanceId: string;
}

/** Reports as {@link reportToGithub} does an error for which no wait has begun. */
export function reportErrorToGithub(error: DcsError, place: Place, io: CliIo): Promise<void> {
  return reportNoWait(messageOf(error), place, io);
}

/** Reports as {@link reportToGithub} does why no task was chosen. */
export async function reportNoTaskToGithub(
  { outcome, failure }: NoTask,
  place: Place,
  io: CliIo,
): Promise<void> {
  if (outcome === "aborted") return;
  const late = ["timed out before a task was chosen", failure && messageOf(failure)];
  const reason =
    outcome === "timedOut" ? late.filter(Boolean).join(": ") : "no unfinished background task";
  await reportNoWait(reason, place, io);
}

async function reportNoWait(text: string, { instanceId }: Place, io: CliIo): Promise<void> {
  if (!isInGithubJob(io)) return;
  const title = `instance ${printable(instanceId)}`;
  writeError({ title, text }, io);
  const [place, reason] = [title, printable(text)].map(escapeMarkdown);
  await appendSummary(`### ❔ ${place}: ${reason}\n`, io);
}

async function appendSummary(markdown: string, { env, stderr }: CliIo): Promise<void> {
  const file = env["GITHUB_STEP_SUMMARY"];
  if (!file) return;
  try {
    // A blank line, so that what another step has written before is not continued.
    await appendFile(file, `\n${markdown}`);
  } catch (error) {
    stderr.write(`${programName} wait: cannot write GITHUB_STEP_SUMMARY: ${reasonOf(error)}\n`);
  }
}

function messageOf({ code, message }: DcsError): string {
  return `${code}: ${message}`;
}

function writeError(
  { title, text }: { readonly title: string; readonly text: string },
  { stderr }: CliIo,
): void {
  stderr.writeCommand?.(`::error title=${escapeProperty(title)}::${escapeData(text)}`);
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
