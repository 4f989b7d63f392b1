// What the tests drive a real engine with.
import type * as leftovers from "../../../test/support/pulumi/leftovers.ts";
import type * as project from "../../../test/support/pulumi/project.ts";
import { requireTest } from "../../shared/harness.ts";

export type { RunningCommand } from "../../../test/support/pulumi/command.ts";
export type { Project } from "../../../test/support/pulumi/project.ts";

export const { createProject } = requireTest("support/pulumi/project.ts") as typeof project;
const { processesWith } = requireTest("support/pulumi/leftovers.ts") as typeof leftovers;

/**
 * Sends a signal to the plugin of the engine with this variable in its environment, as soon as there
 * is one; false when the command ends before.
 */
export async function signalPlugin(
  variable: string,
  signal: NodeJS.Signals,
  hasEnded: () => boolean,
): Promise<boolean> {
  while (!hasEnded()) {
    const plugin = (await processesWith(variable)).find(({ command }) =>
      /^\S*node .*dynamic-provider/.test(command),
    );
    if (plugin) {
      process.kill(plugin.id, signal);
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
