import type { Host } from "../../dist/resource/host.js";
import type { Lifecycle } from "../../dist/resource/lifecycle.js";
import type { Plan, ResourceKind } from "./plan/plan.ts";
import type { RunClock } from "./runClock.ts";
import type { Stage } from "./stage.ts";
import type { ResourceApi } from "./world.ts";

/**
 * The life cycle of a resource as the engine's host would open it for one `up` of a run. Its clocks
 * are its own, since each `up` is a process: what a process knows of hosts and keys it knows by them.
 */
export function openLifecycle(
  { createLifecycle, oneTask, allTasks }: ResourceApi,
  stage: Stage<Plan, RunClock>,
  { kind, signal }: { readonly kind: ResourceKind; readonly signal: AbortSignal },
): Lifecycle {
  const { clock } = stage;
  const values = configurationOf(stage);
  const startedAt = stage.now();
  const host: Host = {
    configuration: () => Promise.resolve((name) => values[name.replace("huaweicloud:", "")]),
    env: {},
    row: () => ({ show: () => undefined, keep: () => undefined, settled: () => Promise.resolve() }),
    onTerminal: false,
    cancelled: signal,
    isUnknown: () => false,
    clock: { now: () => clock.now(), sleep: (ms, its) => clock.sleep(ms, its) },
    now: () => stage.now(),
    runStartedAt: () => startedAt,
  };
  return createLifecycle(host, kind === "all tasks" ? allTasks : oneTask);
}

/** The stack's configuration in the namespace `huaweicloud`. */
function configurationOf(
  stage: Stage<Plan, RunClock>,
): Readonly<Record<string, string | undefined>> {
  const { simulator, plan, keys } = stage;
  const { accessKey, secretKey, securityToken } = keys.held;
  const knowsProject = plan.clients[0]?.knowsProject;
  return {
    region: simulator.region,
    ...(knowsProject && { projectId: simulator.projectId }),
    ...{ accessKey, secretKey, securityToken },
    endpoints: JSON.stringify({ dcs: stage.urlOf(), iam: stage.urlOf() }),
  };
}
