import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { engineRoot } from "./cached.ts";
import { engineVersion } from "./locations.ts";
import { run, type RunResult } from "./run.ts";
import { say } from "./say.ts";

const installer = fileURLToPath(new URL("installOfficial.ts", import.meta.url));
const timeoutMs = 60_000;

/** Installs the vendor's own build into the cache; undefined when that cannot be done from here. */
export async function installOfficialEngine(): Promise<string | undefined> {
  if (process.env["PULUMI_DCS_SKIP_DOWNLOAD"] === "1") {
    say("not trying to download pulumi: PULUMI_DCS_SKIP_DOWNLOAD is 1");
    return undefined;
  }
  say(`installing pulumi ${engineVersion} (at most ${timeoutMs / 1000} s)`);
  const temporary = `${engineRoot}.installing-${process.pid}`;
  try {
    mkdirSync(temporary, { recursive: true });
    const result = await run(process.execPath, [installer, temporary, engineVersion], {
      timeoutMs,
    });
    if (result.code !== 0) {
      say(`pulumi cannot be downloaded here: ${reasonOf(result)}`);
      return undefined;
    }
    if (existsSync(engineRoot)) rmSync(engineRoot, { recursive: true });
    renameSync(temporary, engineRoot);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  const folder = path.join(engineRoot, "bin");
  say(`installed pulumi ${engineVersion} in ${folder}`);
  return folder;
}

function reasonOf({ timedOut, stderr }: RunResult): string {
  if (timedOut) return `no end after ${timeoutMs / 1000} s`;
  const lines = stderr.split("\n").map((line) => line.trim());
  return lines.findLast((line) => line !== "") ?? "the installer failed without a message";
}
