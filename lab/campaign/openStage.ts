import { openFaultProxy } from "./faultProxy.ts";
import type { ServicePlan } from "./plan/plan.ts";
import type { StageClock } from "./runClock.ts";
import { Stage, type StageWorld } from "./stage.ts";

/** Opens the service of one run, under all of its addresses. */
export async function openStage<P extends ServicePlan, C extends StageClock>(
  plan: P,
  world: StageWorld & { readonly clock: C },
): Promise<Stage<P, C>> {
  const stage = new Stage(plan, world);
  await stage.service.open();
  const doors = Array.from({ length: plan.hosts }, (_, host) => openFaultProxy(stage, host));
  stage.doors = await Promise.all(doors);
  return stage;
}
