import type { CliIo } from "../cliIo";
import { renderEnds } from "./reportEnds";
import type { WaitTasks } from "./settleTasks";
import { waitOnScreen } from "./waitOnScreen";

/** Shows the progress on standard error, and prints the verdicts and tables at the end. */
export const waitForMarkdown: WaitTasks = async (client, tasks, { timeoutMs, io }) => {
  const { stdout, stderr, env, signal, calledAs } = io;
  const beside: CliIo = { stdout: stderr, stderr, env, signal, calledAs };
  const ends = await waitOnScreen(client, tasks, { timeoutMs, io: beside });
  stdout.write(renderEnds(ends));
  return ends;
};
