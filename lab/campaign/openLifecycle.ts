import type { CallContext } from "../../dist/resource/host/callContext.js";
import type { Host } from "../../dist/resource/host/host.js";
import type { Lifecycle } from "../../dist/resource/lifecycle.js";
import type { Plan, ResourceKind } from "./plan/plan.ts";
import type { RunClock } from "./runClock.ts";
import type { Stage } from "./stage.ts";
import type { ResourceApi } from "./world.ts";

/** A life cycle whose calls all have one context. */
export interface CampaignLifecycle {
  check(news: Properties): ReturnType<Lifecycle["check"]>;
  diff(olds: Properties, news: Properties): ReturnType<Lifecycle["diff"]>;
  create(news: Properties): ReturnType<Lifecycle["create"]>;
  read(id: string, olds: Properties): ReturnType<Lifecycle["read"]>;
  update(olds: Properties, news: Properties): ReturnType<Lifecycle["update"]>;
}

type Properties = Record<string, unknown>;

/**
 * The life cycle of a resource as the engine's host would open it for one `up` of a run. Its clocks
 * are its own, since each `up` is a process: what a process knows of hosts and keys it knows by them.
 */
export function openLifecycle(
  { createLifecycle, oneTask, allTasks }: ResourceApi,
  stage: Stage<Plan, RunClock>,
  { kind, signal }: { readonly kind: ResourceKind; readonly signal: AbortSignal },
): CampaignLifecycle {
  const { clock } = stage;
  const values = configurationOf(stage);
  const startedAt = stage.now();
  const host: Host = {
    configuration: () => Promise.resolve((name) => values[name.replace("huaweicloud:", "")]),
    env: {},
    onTerminal: false,
    isUnknown: () => false,
    clock: { now: () => clock.now(), sleep: (ms, its) => clock.sleep(ms, its) },
    now: () => stage.now(),
    runStartedAt: () => startedAt,
  };
  const context: CallContext = {
    urn: "urn:pulumi:test::campaign::pulumi-nodejs:dynamic:DcsTask::wait",
    timeouts: {},
    row: { show: () => undefined, keep: () => undefined, settled: () => Promise.resolve() },
    cancelled: signal,
  };
  const lifecycle = createLifecycle(host, kind === "all tasks" ? allTasks : oneTask);
  return {
    check: (news) => lifecycle.check(news, context),
    diff: (olds, news) => lifecycle.diff(olds, news, context),
    create: (news) => lifecycle.create(news, context),
    read: (id, olds) => lifecycle.read(id, olds, context),
    update: (olds, news) => lifecycle.update(olds, news, context),
  };
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
