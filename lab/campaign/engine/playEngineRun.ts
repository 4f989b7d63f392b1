import { setTimeout as sleep } from "node:timers/promises";
import { openStage } from "../openStage.ts";
import { type EngineRun, type EngineWorld, note, type PlayedEngineRun } from "./engineRun.ts";
import { createProject, type Project } from "./harness.ts";
import { judgeUp, lookAround, tailOf } from "./judgeEngineRun.ts";
import { makeEnginePlan } from "./plan.ts";
import { RealClock } from "./realClock.ts";
import { upOnce } from "./upOnce.ts";

/** How often a user runs `up` again before losing patience. */
const MOST_UPS = 5;

const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const { BackgroundTask } = require("pulumi-huaweicloud-dcs");
const config = new pulumi.Config();
const task = new BackgroundTask("task", {
  instanceId: config.require("instanceId"),
  taskId: config.require("taskId"),
  timeoutSeconds: config.requireNumber("timeoutSeconds"),
});
exports.status = task.status;
exports.taskId = task.taskId;
`;

/** One task, waited for by a real `pulumi up`, and again until nothing is left to wait for. */
export async function playEngineRun(seed: number, world: EngineWorld): Promise<PlayedEngineRun> {
  const plan = makeEnginePlan(seed, world);
  const stage = await openStage(plan, { ...world, clock: new RealClock() });
  const project = await makeProject(stage);
  const run: EngineRun = { plan, stage, project, ups: [], findings: [], kills: 0, met: [] };
  try {
    await upUntilDone(run);
    await lookAround(run);
    const { entries } = stage.log;
    return {
      seed,
      findings: run.findings,
      kills: run.kills,
      ups: run.ups.map(({ code, outcome }) => `${outcome} (${code})`),
      faults: [...entries.flatMap(({ kind }) => kind ?? []), ...run.met],
      requests: entries.length,
    };
  } finally {
    await project.remove();
    await stage.close();
  }
}

/** A project that waits for the task of this stage. */
function makeProject(stage: EngineRun["stage"]): Promise<Project> {
  const { plan, simulator } = stage;
  const { region, instanceId, projectId, tasks } = simulator;
  const { accessKey, secretKey, securityToken } = plan.secrets;
  return createProject({
    files: { "index.js": PROGRAM },
    config: {
      instanceId,
      taskId: tasks["task"] ?? "",
      timeoutSeconds: plan.purge ? "3" : "3600",
      "huaweicloud:region": region,
      "huaweicloud:projectId": projectId,
      "huaweicloud:endpoints": JSON.stringify({ dcs: stage.urlOf(), iam: stage.urlOf() }),
    },
    env: {
      HW_ACCESS_KEY: accessKey,
      HW_SECRET_KEY: secretKey,
      ...(securityToken && { HW_SECURITY_TOKEN: securityToken }),
    },
  });
}

async function upUntilDone(run: EngineRun): Promise<void> {
  const { plan, stage, ups } = run;
  // The task begins with the first `up`, so that the engine's start does not eat it.
  stage.service.taskStartsAt = stage.clock.now();
  await stage.service.restart();
  planRestart(run);
  while (ups.length < MOST_UPS) {
    const up = await upOnce(run, ups.length === 0 ? plan.interrupt : undefined);
    ups.push(up);
    judgeUp(run, up);
    if (up.outcome === "succeeded" || up.outcome === "task failed") return;
    if (plan.purge) await purgeAfterEnd(run);
  }
  note(run, "false failure", `no end after ${MOST_UPS} times up: ${tailOf(ups.at(-1)?.all)}`);
}

/** The record is purged as soon as the task has ended; the list still knows it. */
async function purgeAfterEnd({ stage, met }: EngineRun): Promise<void> {
  while (stage.recordOf("task").endedAt === undefined) await sleep(500);
  if (!stage.isPurged) met.push("record purged, known to the list");
  stage.isPurged = true;
}

function planRestart({ plan, stage, met }: EngineRun): void {
  const { restart } = plan;
  if (!restart) return;
  stage.clock.at(stage.clock.now() + restart.atMs, () => {
    met.push("simulator killed and restarted");
    return stage.service.restart({ forMs: restart.forMs });
  });
}
