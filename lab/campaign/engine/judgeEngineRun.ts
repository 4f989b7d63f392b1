import { type EngineRun, type EngineUp, note } from "./engineRun.ts";

/** What of a long output a finding quotes. */
export const tailOf = (text: string | undefined): string => (text ?? "").slice(-600);

/** What one `up` told, beside the simulator's own record at that moment. */
export function judgeUp(run: EngineRun, { outcome, all, record, ...up }: EngineUp): void {
  const { plan, stage } = run;
  const { state } = record;
  if (outcome === "succeeded" && state !== "succeeded")
    note(run, "false success", `the record: ${state}`);
  if (outcome === "task failed" && state !== "failed")
    note(run, "false failure", `the record: ${state}`);
  if (outcome !== "other") return;
  const ends = stage.log.entries
    .slice(up.before)
    .some(({ class: its = "" }) => ["permanent", "early", "unclear", "refused"].includes(its));
  // When its plugin is gone, the engine has words of its own; and where the time is short, it may be up.
  if (up.isInterrupted || ends || plan.restart || plan.purge) return;
  note(run, "false failure", `an up that nothing interrupted: ${tailOf(all)}`);
}

/** What is wrong with all that was printed and stored in a run. */
export async function lookAround(run: EngineRun): Promise<void> {
  const { project, stage, ups } = run;
  const text = [...ups.map(({ all }) => all), await project.stateFileText()].join("\n");
  const { deployment } = await project.exportStack();
  const exported = JSON.stringify(deployment);
  const found = [...stage.keys.secrets].filter(
    (secret) => text.includes(secret) || exported.includes(secret),
  );
  if (found.length > 0) note(run, "secret", `${found.length} in what was printed or stored`);
  const saved = deployment.resources?.find(({ type }) => type.endsWith(":DcsTask"));
  const { status, taskId } = saved?.outputs ?? {};
  if (taskId === undefined || taskId !== stage.simulator.tasks["task"]) {
    note(run, "lost from the state", `the state has the task ${JSON.stringify(taskId)}`);
    return;
  }
  const { state } = stage.recordOf("task");
  const truth = new Map([
    ["succeeded", "SUCCEEDED"],
    ["failed", "FAILED"],
  ]).get(state);
  if (status !== truth) note(run, "false state", `${String(status)}, the record: ${state}`);
}
