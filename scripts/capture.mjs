// Writes what a person sees to docs/captures: `pulumi up` in terminals of three widths and in a log,
// a failing task's report, `dcs-task wait`, and the page of `dcs-task report`. README.md shows some
// of them. Takes some minutes; needs tmux, Chromium and a font with Chinese characters.
// `node scripts/capture.mjs up-80 report` makes only those that are named.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { takeScreenshot } from "./screenshot.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const captures = path.join(root, "docs/captures");
const demo = path.join(root, "scripts/demo.mjs");
const dcsTask = path.join(root, "dist/cli/main.js");
const limitMs = 15 * 60_000;

// These would decide what is a terminal, what is a log, and what is coloured.
const env = { ...process.env, LC_ALL: "C.UTF-8" };
for (const name of ["CI", "TMUX", "PULUMI_DCS_PROGRESS", "NO_COLOR"]) delete env[name];

const folder = mkdtempSync(path.join(tmpdir(), "dcs-capture-"));
mkdirSync(captures, { recursive: true });
try {
  for (const columns of [100, 80, 40]) if (isWanted(`up-${columns}`)) await captureUp(columns);
  if (isWanted("log")) captureLog("log", "resize");
  if (isWanted("failure")) captureLog("failure", "fails");
  const simulator = await startSimulator();
  try {
    for (const columns of [80, 40])
      if (isWanted(`wait-${columns}`)) await captureWait(simulator, columns);
    if (isWanted("report")) await captureReport(simulator);
  } finally {
    simulator.stop();
  }
} finally {
  spawnSync("tmux", ["-L", "capture", "kill-server"], { env: inFolder(env) });
  rmSync(folder, { recursive: true, force: true });
}

function isWanted(name) {
  const wanted = process.argv.slice(2);
  return wanted.length === 0 || wanted.includes(name);
}

/** `pulumi up` in a terminal: while the task runs, and at the end. */
async function captureUp(columns) {
  const terminal = openTerminal(columns, env, demo);
  // Below 80 columns Pulumi's table has room for its first column alone.
  const underWay = columns >= 80 ? /DcsTask .*[3-6]\d% ~\d+s/ : /^Updating[^]*DcsTask/m;
  const running = updateIn(await terminal.waitFor(underWay));
  const end = updateIn(await terminal.waitFor(/^Done\. /m));
  save(`up-${columns}`, `${running}\n\n${end}`);
}

/** `pulumi up` where there is no terminal. */
function captureLog(name, scenario) {
  const { stdout } = spawnSync(process.execPath, [demo, scenario], {
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  save(name, updateIn(stdout));
}

/** `dcs-task wait` in a terminal: while the task runs, and at the end. */
async function captureWait(simulator, columns) {
  const task = [simulator.instanceId, simulator.tasks[`resize-${columns}`]];
  const terminal = openTerminal(columns, simulator.env, dcsTask, "wait", ...task);
  const running = await terminal.waitFor(/^ *[5-7]\d% [^]*2\/3/m);
  const end = await terminal.waitFor(/succeeded/);
  save(`wait-${columns}`, `${running.trimEnd()}\n\n${end.trimEnd()}`);
}

/** The page of a task that failed. */
async function captureReport(simulator) {
  const page = path.join(folder, "report.html");
  const task = [simulator.instanceId, simulator.tasks.fails];
  spawnSync(process.execPath, [dcsTask, "wait", ...task], { env: simulator.env });
  const args = [dcsTask, "report", ...task, "--output", page];
  execFileSync(process.execPath, args, { env: simulator.env });
  const image = path.join(captures, "report.png");
  await takeScreenshot(page, image, { width: 1000, height: 560 });
  console.log(`docs/captures/report.png: ${readFileSync(image).length} bytes`);
}

/** A simulator with a task for each wait, and the variables that lead to it. */
async function startSimulator() {
  const steps = JSON.parse(readFileSync(path.join(root, "scripts/capture-steps.json"), "utf8"));
  const files = [80, 40].map((columns) => {
    const file = path.join(folder, `resize-${columns}.json`);
    writeFileSync(file, JSON.stringify({ name: `resize-${columns}`, steps }));
    return file;
  });
  const scenarios = [...files, "fails"].flatMap((name) => ["--scenario", name]);
  const child = spawn(process.execPath, [dcsTask, "simulate", ...scenarios], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const { url, region, accessKey, secretKey, instanceId, tasks } = JSON.parse(line);
  return {
    instanceId,
    tasks,
    env: {
      ...env,
      HW_REGION_NAME: region,
      HW_ACCESS_KEY: accessKey,
      HW_SECRET_KEY: secretKey,
      [`HUAWEICLOUD_SDK_REGION_DCS_${region.toUpperCase().replaceAll("-", "_")}`]: url,
    },
    stop: () => child.kill(),
  };
}

/** A script in a terminal that nobody sees. */
function openTerminal(columns, environment, ...script) {
  const settings = path.join(folder, "tmux.conf");
  // The screen of a command that has ended stays readable.
  const options = ["status off", "remain-on-exit on", 'remain-on-exit-format ""'];
  writeFileSync(settings, options.map((option) => `set -g ${option}\n`).join(""));
  const tmux = (...args) =>
    execFileSync("tmux", ["-u", "-L", "capture", "-f", settings, ...args], {
      env: inFolder(environment),
      encoding: "utf8",
    });
  spawnSync("tmux", ["-L", "capture", "kill-server"], { env: inFolder(env) });
  const size = ["-x", `${columns}`, "-y", "60"];
  tmux("new-session", "-d", ...size, "--", process.execPath, ...script);
  return {
    waitFor: async (pattern) => {
      for (const deadline = Date.now() + limitMs; ; await sleep(200)) {
        const screen = tmux("capture-pane", "-p").replaceAll("\u200B", "");
        if (pattern.test(screen)) return screen;
        if (Date.now() < deadline) continue;
        throw new Error(`${pattern} did not appear; there was:\n${screen}`);
      }
    },
  };
}

function inFolder(environment) {
  return { ...environment, TMUX_TMPDIR: folder };
}

/** The update alone: what comes before it is the demo's own preparation, and what comes after its own words. */
function updateIn(text) {
  const update = /^Updating[^]*?(?=^Done\. |(?![^]))/m.exec(text)?.[0] ?? text;
  return update.trimEnd();
}

function save(name, text) {
  const lines = text.split("\n").map((line) => line.trimEnd());
  writeFileSync(
    path.join(captures, `${name}.txt`),
    `${lines.join("\n").replace(/^\n+|\n+$/g, "")}\n`,
  );
  console.log(`docs/captures/${name}.txt`);
}
