import { setTimeout as sleep } from "node:timers/promises";
import { Stage } from "../stage.mjs";
import { makeEnginePlan } from "./plan.mjs";
import { signalPlugin } from "./processes.mjs";
import { RealClock } from "./realClock.mjs";

/** An `up` that has not ended after so long is stuck, in milliseconds. */
const STUCK_MS = 240_000;
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
export async function playEngineRun(seed, { kill, startSimulator, shared, createProject }) {
  const plan = makeEnginePlan(seed, { kill });
  const clock = new RealClock();
  const stage = await Stage.open(plan, { startSimulator, shared, clock });
  const { region, instanceId, projectId, tasks } = stage.simulator;
  const { accessKey, secretKey, securityToken } = plan.secrets;
  const project = await createProject({
    files: { "index.js": PROGRAM },
    config: {
      instanceId,
      taskId: tasks["task"],
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
  const run = { seed, plan, stage, project, ups: [], findings: [], kills: 0, met: [] };
  try {
    await upUntilDone(run);
    await lookAround(run);
    return {
      seed,
      findings: run.findings,
      kills: run.kills,
      ups: run.ups.map(({ code, outcome }) => `${outcome} (${code})`),
      faults: [...stage.log.entries.flatMap(({ kind }) => kind ?? []), ...run.met],
      requests: stage.log.entries.length,
    };
  } finally {
    await project.remove();
    await stage.close();
  }
}

async function upUntilDone(run) {
  const { plan, stage } = run;
  // The task begins with the first `up`, so that the engine's start does not eat it.
  stage.taskStartsAt = stage.clock.now();
  await stage.restart();
  planRestart(run);
  while (run.ups.length < MOST_UPS) {
    const up = await upOnce(run, run.ups.length === 0 ? plan.interrupt : undefined);
    run.ups.push(up);
    judgeUp(run, up);
    if (up.outcome === "succeeded" || up.outcome === "task failed") return;
    if (plan.purge) await purgeAfterEnd(run);
  }
  note(
    run,
    "false failure",
    `no end after ${MOST_UPS} times up: ${run.ups.at(-1).all.slice(-600)}`,
  );
}

/** The record is purged as soon as the task has ended; the list still knows it. */
async function purgeAfterEnd({ stage, met }) {
  while (stage.recordOf("task").endedAt === undefined) await sleep(500);
  if (!stage.isPurged) met.push("record purged, known to the list");
  stage.isPurged = true;
}

function planRestart({ plan, stage, met }) {
  const { restart } = plan;
  if (!restart) return;
  stage.clock.at(stage.clock.now() + restart.atMs, () => {
    met.push("simulator killed and restarted");
    void stage.restart({ forMs: restart.forMs });
  });
}

async function upOnce(run, interrupt) {
  const { project, stage } = run;
  const before = stage.log.entries.length;
  const command = project.spawnUp();
  let hasEnded = false;
  const done = command.done.finally(() => (hasEnded = true));
  const stuck = setTimeout(() => {
    note(run, "never ended", command.output().slice(-600));
    command.signal("SIGKILL");
  }, STUCK_MS);
  const isInterrupted = interrupt
    ? await interruptIt(run, { interrupt, command, hasEnded: () => hasEnded })
    : false;
  const { code, all } = await done;
  clearTimeout(stuck);
  const wasKilled = isInterrupted && interrupt.signal === "SIGKILL";
  if (wasKilled) {
    run.kills += 1;
    await lookForOrphans(run);
    // What README says to type.
    if (interrupt.whom === "engine") await project.run(["cancel", "--yes"]);
  }
  return {
    code,
    all,
    isInterrupted,
    outcome: outcomeOf(code, all),
    before,
    record: stage.recordOf("task"),
  };
}

async function interruptIt(run, { interrupt, command, hasEnded }) {
  const { signal, whom, afterMs } = interrupt;
  await sleep(afterMs);
  if (hasEnded()) return false;
  if (whom === "engine") command.signal(signal);
  else if (!(await signalPlugin(homeOf(run), signal, hasEnded))) return false;
  run.met.push(`${signal} of the ${whom}`);
  return true;
}

/** What is left of a killed engine must not go on asking. */
async function lookForOrphans(run) {
  await sleep(1_500);
  const { entries } = run.stage.log;
  const before = entries.length;
  await sleep(3_000);
  const asked = entries.length - before;
  if (asked > 0) note(run, "left open", `${asked} requests of what was left of a killed engine`);
}

function outcomeOf(code, all) {
  if (code === 0) return "succeeded";
  if (/background task \w+ of instance \S+ failed at/.test(all)) return "task failed";
  return "other";
}

/** What one `up` told, beside the simulator's own record at that moment. */
function judgeUp(run, { outcome, all, record, isInterrupted, before }) {
  const { plan, stage } = run;
  const { state } = record;
  if (outcome === "succeeded" && state !== "succeeded")
    note(run, "false success", `the record: ${state}`);
  if (outcome === "task failed" && state !== "failed")
    note(run, "false failure", `the record: ${state}`);
  if (outcome !== "other") return;
  const ends = stage.log.entries
    .slice(before)
    .some(({ class: its }) => ["permanent", "early", "unclear", "refused"].includes(its));
  // When its plugin is gone, the engine has words of its own; and where the time is short, it may be up.
  if (isInterrupted || ends || plan.restart || plan.purge) return;
  note(run, "false failure", `an up that nobody interrupted: ${all.slice(-600)}`);
}

async function lookAround(run) {
  const { project, stage, ups } = run;
  const text = [...ups.map(({ all }) => all), await project.stateFileText()].join("\n");
  const { deployment } = await project.exportStack();
  const found = [...stage.secrets].filter(
    (secret) => text.includes(secret) || JSON.stringify(deployment).includes(secret),
  );
  if (found.length > 0) note(run, "secret", `${found.length} in what was printed or stored`);
  const saved = deployment.resources?.find(({ type }) => type.endsWith(":DcsTask"));
  const { status, taskId } = saved?.outputs ?? {};
  if (!saved || taskId !== stage.simulator.tasks["task"]) {
    note(run, "lost from the state", `the state has ${taskId ?? "nothing"}`);
    return;
  }
  const { state } = stage.recordOf("task");
  const truth = { succeeded: "SUCCEEDED", failed: "FAILED" }[state];
  if (status !== truth) note(run, "false state", `${status}, the record: ${state}`);
}

function note(run, kind, detail) {
  run.findings.push({ kind, detail });
}

function homeOf({ project }) {
  return `PULUMI_HOME=${project.env["PULUMI_HOME"]}`;
}
