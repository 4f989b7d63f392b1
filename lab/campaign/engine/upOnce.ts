import { setTimeout as sleep } from "node:timers/promises";
import { type EngineRun, type EngineUp, note } from "./engineRun.ts";
import { type RunningCommand, signalPlugin } from "./harness.ts";
import { tailOf } from "./judgeEngineRun.ts";
import type { Interrupt } from "./plan.ts";

/** An `up` that has not ended after so long is stuck, in milliseconds. */
const STUCK_MS = 240_000;

/** One `pulumi up`, which may be interrupted. */
export async function upOnce(run: EngineRun, interrupt?: Interrupt): Promise<EngineUp> {
  const { project, stage } = run;
  const before = stage.log.entries.length;
  const command = project.spawnUp();
  const stuck = setTimeout(() => {
    note(run, "never ended", tailOf(command.output()));
    command.signal("SIGKILL");
  }, STUCK_MS);
  const isInterrupted = interrupt ? await interruptIt(run, command, interrupt) : false;
  const { code, all } = await command.done;
  clearTimeout(stuck);
  if (isInterrupted && interrupt?.signal === "SIGKILL") await afterKill(run, interrupt);
  const record = stage.recordOf("task");
  return { code, all, isInterrupted, outcome: outcomeOf(code, all), before, record };
}

async function interruptIt(
  run: EngineRun,
  command: RunningCommand,
  { signal, whom, afterMs }: Interrupt,
): Promise<boolean> {
  const { exitCode } = command.child;
  const end = { hasCome: exitCode !== null };
  command.child.once("close", () => (end.hasCome = true));
  await sleep(afterMs);
  const hasEnded = () => end.hasCome;
  if (hasEnded()) return false;
  if (whom === "engine") command.signal(signal);
  else if (!(await signalPlugin(homeOf(run), signal, hasEnded))) return false;
  run.met.push(`${signal} of the ${whom}`);
  return true;
}

async function afterKill(run: EngineRun, { whom }: Interrupt): Promise<void> {
  run.kills += 1;
  await lookForOrphans(run);
  // What README says to type.
  if (whom === "engine") await run.project.run(["cancel", "--yes"]);
}

/** What is left of a killed engine must not go on asking. */
async function lookForOrphans(run: EngineRun): Promise<void> {
  await sleep(1_500);
  const { entries } = run.stage.log;
  const before = entries.length;
  await sleep(3_000);
  const asked = entries.length - before;
  if (asked > 0) note(run, "left open", `${asked} requests of what was left of a killed engine`);
}

function outcomeOf(code: number, all: string): EngineUp["outcome"] {
  if (code === 0) return "succeeded";
  return /background task \w+ of instance \S+ failed at/.test(all) ? "task failed" : "other";
}

/** What only the processes of this run have in their environment. */
function homeOf({ project }: EngineRun): string {
  return `PULUMI_HOME=${project.env["PULUMI_HOME"] ?? ""}`;
}
