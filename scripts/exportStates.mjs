// Keeps a state that the present version leaves behind, one resource for each way a wait can end, as
// test/fixtures/states/<version>.json: node scripts/exportStates.mjs. For the tests of later versions.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";

const require = createRequire(import.meta.url);
// The harness of the tests, which is TypeScript.
require("../test/cli/support/requireTs.js");
const { openStage } = require("../test/e2e/stage.ts");

const folder = new URL("../test/fixtures/states/", import.meta.url);
const { version } = require("../package.json");
const tasks = JSON.parse(readFileSync(new URL("tasks.json", folder), "utf8"));
const program = readFileSync(new URL("index.ts", folder), "utf8");

const scenarios = Object.keys(tasks).map((name) => {
  if (name.startsWith("failed")) {
    const subSteps = [
      { name: "slot 0-5460", seconds: 1, fails: "DCS.4842", detail: "{disk full}" },
    ];
    return {
      name,
      steps: [
        { name: "前置检查", seconds: 1 },
        { name: "数据迁移", subSteps },
      ],
    };
  }
  const seconds = /^(unfinished|interrupted|looked-at)/.test(name) ? 600 : 1;
  const subSteps = [{ name: "slot 0-5460", seconds }];
  return {
    name,
    steps: [
      { name: "前置检查", seconds: 1 },
      { name: "数据迁移", subSteps },
    ],
  };
});

const stage = await openStage({ scenarios }, { "index.ts": program });
try {
  const { project, simulator } = stage;
  await project.config.set("tasks", JSON.stringify(tasks));
  await project.config.set("taskIds", JSON.stringify(simulator.tasks));
  const up = project.spawnUp(["--parallel", "16"]);
  await up.waitForText(/task \w+ of instance .* is still unfinished at|DcsTask unfinished .*\d%/);
  // Long enough for all others to end.
  await sleep(10_000);
  up.signal("SIGINT");
  const { all } = await up.done;
  const state = await project.exportStack();
  const { resources } = state.deployment;
  // Where plugin and program lie on this machine is nobody's business, and no reader needs it.
  const places = ["plugins", "sourcePosition", "stackTrace"];
  const text = JSON.stringify(
    state,
    (name, value) => (places.includes(name) ? undefined : value),
    2,
  );
  const left = resources.filter(({ type }) => type.endsWith(":DcsTask"));
  if (left.length !== scenarios.length) throw new Error(`only ${left.length} resources:\n${all}`);
  const place = new URL(`${version}.json`, folder);
  writeFileSync(place, `${text.replaceAll(simulator.url, "http://127.0.0.1:1")}\n`);
  for (const { urn, outputs } of left) {
    console.log(urn.split("::").at(-1), outputs.status, `${outputs.progress} %`);
  }
} finally {
  await stage.close();
}
