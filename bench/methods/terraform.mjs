// Terraform's `retry.StateChangeConf`, in Go, in a bubble of virtual time (testing/synctest). It
// sees only whether a task has ended, so it needs no more of a task than how long it runs.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TERRAFORM_DCS } from "../compare.mjs";

const folder = fileURLToPath(new URL("../terraform/", import.meta.url));

/** Both ways to configure it, or none of them where it cannot be compiled. */
export function makeTerraform() {
  const work = mkdtempSync(join(tmpdir(), "bench-"));
  process.once("exit", () => rmSync(work, { recursive: true, force: true }));
  const binary = join(work, "play.exe");
  try {
    execFileSync("go", ["test", "-c", "-o", binary, "."], { cwd: folder, stdio: "pipe" });
  } catch (error) {
    console.error(`Terraform's waiter is left out: ${explain(error)}`);
    return [];
  }
  const play = (tasks, configuration) => playAll({ work, binary, configuration }, tasks);
  return [
    { name: "terraform, defaults", run: async (tasks) => play(tasks, "defaults") },
    { name: TERRAFORM_DCS, run: async (tasks) => play(tasks, "dcs") },
  ];
}

function explain(error) {
  if (error.code === "ENOENT") return "Go is not installed.";
  return `it could not be compiled.\n${String(error.stderr ?? error.message).trim()}`;
}

function playAll({ work, binary, configuration }, tasks) {
  const [tasksFile, resultsFile] = [join(work, "tasks.json"), join(work, "results.json")];
  writeFileSync(tasksFile, JSON.stringify(tasks.map(({ durationMs }) => durationMs)));
  rmSync(resultsFile, { force: true });
  execFileSync(binary, ["-test.run", "TestPlay"], {
    cwd: work,
    env: {
      ...process.env,
      BENCH_TASKS: tasksFile,
      BENCH_RESULTS: resultsFile,
      BENCH_CONFIGURATION: configuration,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return JSON.parse(readFileSync(resultsFile, "utf8"));
}
