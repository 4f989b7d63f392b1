import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { takeScreenshot } from "../screenshot.ts";
import { captures, dcsTask, folder, type SimulatedTasks } from "./place.ts";

/** The page of a task that failed. */
export async function capturePage({ instanceId, tasks, env }: SimulatedTasks): Promise<void> {
  const page = path.join(folder, "report.html");
  const task = [instanceId, tasks["fails"] ?? ""];
  spawnSync(process.execPath, [dcsTask, "wait", ...task], { env });
  const args = [dcsTask, "report", ...task, "--output", page];
  execFileSync(process.execPath, args, { env });
  const image = path.join(captures, "report.png");
  await takeScreenshot(page, image, { width: 1000, height: 560 });
  console.log(`docs/captures/report.png: ${readFileSync(image).length} bytes`);
}
