import { mkdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import path from "node:path";
import { clearInterval, setInterval } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";
import { say } from "./say.ts";

const beatMs = 5_000;
const staleMs = 30_000;

/**
 * Runs `work` while no other process does under the same lock. The lock is a folder whose time of change is renewed
 * by its owner, so that one left behind by a killed process is recognised.
 */
export async function withLock<Result>(
  folder: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await acquire(folder);
  const beat = setInterval(() => {
    const now = new Date();
    utimesSync(folder, now, now);
  }, beatMs);
  const release = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  process.on("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off("exit", release);
    release();
  }
}

async function acquire(folder: string): Promise<void> {
  mkdirSync(path.dirname(folder), { recursive: true });
  for (let attempt = 1; !tryMakeFolder(folder); attempt++) {
    if (attempt === 1) say("another process is getting the engine; waiting for it");
    removeIfStale(folder);
    await sleep(500);
  }
}

function tryMakeFolder(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

function removeIfStale(folder: string): void {
  try {
    if (Date.now() - statSync(folder).mtimeMs < staleMs) return;
    // Renamed first: of several waiting processes one succeeds, and none removes a lock that was just taken.
    const aside = `${folder}.stale-${process.pid}`;
    renameSync(folder, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
