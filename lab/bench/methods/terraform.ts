// Terraform's `retry.StateChangeConf`, in Go, in a bubble of virtual time (testing/synctest). It
// sees only whether a task has ended, so it needs no more of a task than how long it runs.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { TERRAFORM_DCS } from "../compare.ts";
import type { Played } from "../summary.ts";
import type { Task } from "../tasks.ts";
import type { Method } from "./method.ts";

const source = fileURLToPath(new URL("../terraform/", import.meta.url));

/** Both ways to configure it, or none of them where it cannot be compiled. */
export function makeTerraform(): Method[] {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const binary = path.join(folder, "play.exe");
  try {
    execFileSync("go", ["test", "-c", "-o", binary, "."], { cwd: source, stdio: "pipe" });
  } catch (error) {
    console.error(`Terraform's waiter is left out: ${explain(error)}`);
    return [];
  }
  return [
    { name: "terraform, defaults", run: playWith(binary, "defaults") },
    { name: TERRAFORM_DCS, run: playWith(binary, "dcs") },
  ];
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return "Go is not installed.";
  const printed = "stderr" in error ? String(error.stderr) : error.message;
  return `it could not be compiled.\n${printed.trim()}`;
}

function playWith(binary: string, configuration: string): Method["run"] {
  const folder = path.dirname(binary);
  const tasksFile = path.join(folder, "tasks.json");
  const resultsFile = path.join(folder, "results.json");
  return (tasks: readonly Task[]) => {
    writeFileSync(tasksFile, JSON.stringify(tasks.map(({ durationMs }) => durationMs)));
    rmSync(resultsFile, { force: true });
    execFileSync(binary, ["-test.run", "TestPlay"], {
      cwd: folder,
      env: {
        ...process.env,
        BENCH_TASKS: tasksFile,
        BENCH_RESULTS: resultsFile,
        BENCH_CONFIGURATION: configuration,
      },
      stdio: ["ignore", "ignore", "inherit"],
    });
    return Promise.resolve(parseResults(readFileSync(resultsFile, "utf8")));
  };
}

function parseResults(text: string): Played[] {
  return JSON.parse(text) as Played[];
}
