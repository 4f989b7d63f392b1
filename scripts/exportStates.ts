// Keeps a state that the present version leaves behind, one resource for each way a wait can end, as
// test/fixtures/states/<version>.json, for the tests of later versions:
// npm exec node scripts/exportStates.ts
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Scenario } from "pulumi-huaweicloud-dcs/simulator";
import { requireTest } from "../lab/shared/harness.ts";
import type * as stages from "../test/e2e/stage.ts";

const { openStage } = requireTest("e2e/stage.ts") as typeof stages;

const folder = new URL("../test/fixtures/states/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
const tasks = read("tasks.json");
const scenarios = Object.keys(parseObject(tasks)).map(scenarioOf);
/** Where plugin and program lie on this machine, which no reader needs. */
const places = ["plugins", "sourcePosition", "stackTrace"];

const stage = await openStage({ scenarios }, { "index.ts": read("index.ts") });
try {
  await interruptUp();
  await exportState();
} finally {
  await stage.close();
}

/** A task that ends as its name says. */
function scenarioOf(name: string): Scenario {
  if (name.startsWith("failed")) return migration(name, { seconds: 1, fails: "DCS.4842" });
  const isUnfinished = /^(unfinished|interrupted|looked-at)/.test(name);
  return migration(name, { seconds: isUnfinished ? 600 : 1 });
}

function migration(name: string, end: { seconds: number; fails?: string }): Scenario {
  const detail = end.fails === undefined ? {} : { detail: "{disk full}" };
  return {
    name,
    steps: [
      { name: "前置检查", seconds: 1 },
      { name: "数据迁移", subSteps: [{ name: "slot 0-5460", ...end, ...detail }] },
    ],
  };
}

async function interruptUp(): Promise<void> {
  const { project, simulator } = stage;
  await project.config.set("tasks", tasks);
  await project.config.set("taskIds", JSON.stringify(simulator.tasks));
  const up = project.spawnUp(["--parallel", "16"]);
  await up.waitForText(/task \w+ of instance .* is still unfinished at|DcsTask unfinished .*\d%/);
  // Long enough for all others to end.
  await sleep(10_000);
  up.signal("SIGINT");
  await up.done;
}

async function exportState(): Promise<void> {
  const state = await stage.project.exportStack();
  const left = (state.deployment.resources ?? []).filter(({ type }) => type.endsWith(":DcsTask"));
  if (left.length !== scenarios.length) throw new Error(`there are only ${left.length} resources`);
  const text = JSON.stringify(
    state,
    (name, value: unknown) => (places.includes(name) ? undefined : value),
    2,
  );
  const place = new URL(`${versionOf()}.json`, folder);
  writeFileSync(place, `${text.replaceAll(stage.simulator.url, "http://127.0.0.1:1")}\n`);
  for (const { urn, outputs } of left) {
    console.log(urn.split("::").at(-1), outputs?.["status"], `${String(outputs?.["progress"])} %`);
  }
}

function versionOf(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return String(parseObject(text)["version"]);
}

function parseObject(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}
