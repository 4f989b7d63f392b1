import { renderEnds } from "./reportEnds";
import type { WaitTasks } from "./settleTasks";
import { waitOnScreen } from "./waitOnScreen";

/** Shows the progress on standard error, and prints the verdicts and tables at the end. */
export const waitForMarkdown: WaitTasks = async (client, tasks, { timeoutMs, io }) => {
  const ends = await waitOnScreen(client, tasks, { timeoutMs, io: { ...io, stdout: io.stderr } });
  io.stdout.write(renderEnds(ends));
  return ends;
};
