import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { takeScreenshot } from "../screenshot.ts";
import { captures, dcsTask, folder, type SimulatedTasks } from "./place.ts";
import { shrinkPng } from "./shrinkPng.ts";

/** The running task is captured from this percentage on. */
const RUNNING_PERCENT = 50;

/** Each picture: its name, and the window. The browser has no window narrower than 500 pixels. */
const pictures = [
  { name: "report", width: 1280, height: 1140, dark: false },
  { name: "report-dark", width: 1280, height: 1140, dark: true },
  { name: "report-390", width: 390, height: 1490, dark: false },
  { name: "report-390-dark", width: 390, height: 1490, dark: true },
];

/** The report of a stack with a task that failed, one that runs, and one that has succeeded. */
export async function capturePage(simulated: SimulatedTasks): Promise<void> {
  const page = path.join(folder, "report.html");
  const state = path.join(folder, "state.json");
  writeFileSync(state, JSON.stringify(await stateOf(simulated)));
  execFileSync(process.execPath, [dcsTask, "report", "--state", state, "--output", page]);
  for (const { name, width, height, dark } of pictures) {
    const image = path.join(captures, `${name}.png`);
    await takeScreenshot(frame(page, width, height), image, { width, height, dark });
    shrinkPng(image);
    console.log(`docs/captures/${name}.png: ${readFileSync(image).length} bytes`);
  }
}

/** A page of exactly this width with the report in it. */
function frame(page: string, width: number, height: number): string {
  const file = path.join(folder, `frame-${width}.html`);
  writeFileSync(
    file,
    `<!DOCTYPE html><meta name="color-scheme" content="light dark"><style>body { margin: 0 }
    iframe { border: 0; display: block }</style>
    <iframe src="${path.basename(page)}" width="${width}" height="${height}"></iframe>`,
  );
  return file;
}

/** What `pulumi stack export` would print, with the service's answers as outputs. */
async function stateOf({ instanceId, tasks, env }: SimulatedTasks): Promise<object> {
  const run = (verb: string, scenario: string) =>
    spawnSync(process.execPath, [dcsTask, verb, instanceId, tasks[scenario] ?? "", "--json"], {
      env,
      encoding: "utf8",
    }).stdout;
  run("show", "running");
  for (const scenario of ["fails", "quick"]) run("wait", scenario);
  while (progressOf(run("show", "running")) < RUNNING_PERCENT) await sleep(500);
  const resource = (type: string, name: string, more: object) => ({
    ...{ urn: `urn:pulumi:prod::shop::${type}::${name}`, type, ...more },
  });
  const task = (name: string, scenario: string, status: string) => {
    const answer = JSON.parse(run("show", scenario)) as object;
    const outputs = { instanceId, taskId: tasks[scenario], taskName: name, status, ...answer };
    return resource("pulumi-nodejs:dynamic:DcsTask", scenario, { outputs });
  };
  return {
    deployment: {
      resources: [
        resource("huaweicloud:index/dcsInstance:DcsInstance", "cache", {
          id: instanceId,
          outputs: { name: "shop-cache" },
        }),
        task("EXTEND", "fails", "FAILED"),
        task("ChangeInstanceSpec", "running", "RUNNING"),
        task("AddReplica", "quick", "SUCCEEDED"),
      ],
    },
  };
}

function progressOf(answer: string): number {
  return (JSON.parse(answer) as { readonly progress: number }).progress;
}
