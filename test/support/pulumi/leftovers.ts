import { readFile, readdir } from "node:fs/promises";

/**
 * Ends every process that has `variable` in its environment. An engine gives each plugin a process group of its own,
 * so ending the engine alone may leave them.
 */
export async function endProcessesWith(variable: string): Promise<void> {
  const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/u.test(name));
  await Promise.all(
    ids.map(async (id) => {
      const environment = await readFile(`/proc/${id}/environ`, "utf8").catch(() => "");
      if (environment.split("\0").includes(variable)) endProcess(Number(id));
    }),
  );
}

function endProcess(id: number): void {
  try {
    process.kill(id, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}
