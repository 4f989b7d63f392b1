import { requireTest } from "../../lab/shared/harness.ts";
import type * as terminals from "../../test/support/pulumi/terminal.ts";
import { dcsTask, demo, demoResize, env, folder, save, type SimulatedTasks } from "./place.ts";

const { openTerminal } = requireTest("support/pulumi/terminal.ts") as typeof terminals;

const ROWS = 60;
const LIMIT_MS = 15 * 60_000;

/** `pulumi up` in a terminal: while the task runs, and at the end. */
export async function captureUp(columns: number): Promise<void> {
  // Below 80 columns Pulumi's table has room for its first column alone.
  const underWay = columns >= 80 ? /DcsTask .*[3-6]\d% ~\d+s/ : /^Updating[^]*DcsTask/m;
  const [running, end] = await watch([demo], { columns, env, patterns: [underWay, /^Done\. /m] });
  save(`up-${columns}`, `${updateIn(running)}\n\n${updateIn(end)}`);
}

/** The update of a resize in a terminal, while its hooks show the progress, and at the end. */
export async function captureUpdate(columns: number): Promise<void> {
  // At 80 columns the name of the demo's stack leaves no room for the time left.
  const underWay = columns > 80 ? /pulumi:pulumi:Stack.*\d% ~\d+s/ : /pulumi:pulumi:Stack.*\d%/;
  const patterns = [underWay, /^Done\b/m] as const;
  const [running] = await watch([demoResize], { columns, env, patterns });
  const start = running.lastIndexOf("\nUpdating");
  save(`update-${columns}`, running.slice(Math.max(start, 0)));
}

/** `dcs-task wait` in a terminal: while the task runs, and at the end. */
export async function captureWait(
  { instanceId, tasks, env: place }: SimulatedTasks,
  columns: number,
): Promise<void> {
  const script = [dcsTask, "wait", instanceId, tasks[`resize-${columns}`] ?? ""];
  const patterns = [/^ *[5-7]\d% [^]*2\/3/m, /succeeded/] as const;
  const [running, end] = await watch(script, { columns, env: place, patterns });
  save(`wait-${columns}`, `${running.trimEnd()}\n\n${end.trimEnd()}`);
}

interface Watched {
  readonly columns: number;
  readonly env: Readonly<Record<string, string>>;
  readonly patterns: readonly [RegExp, RegExp];
}

/** Runs a script in a terminal, and gives the first screen that matches each pattern. */
async function watch(
  script: readonly string[],
  { columns, env: place, patterns: [first, last] }: Watched,
): Promise<[string, string]> {
  const command = [process.execPath, ...script] as const;
  const options = { command, columns, rows: ROWS, cwd: folder, env: place };
  const terminal = await openTerminal(options);
  try {
    const running = await terminal.waitFor(first, LIMIT_MS);
    const end = await terminal.waitFor(last, LIMIT_MS);
    return [withoutSpacers(running), withoutSpacers(end)];
  } finally {
    await terminal.kill();
  }
}

function withoutSpacers(screen: string): string {
  return screen.replaceAll("\u200B", "");
}

/** The update alone: what comes before it is the demo's own preparation, and what comes after its own words. */
export function updateIn(text: string): string {
  const update = /^Updating[^]*?(?=^Done\. |(?![^]))/m.exec(text)?.[0] ?? text;
  return update.trimEnd();
}
