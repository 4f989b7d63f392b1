import { readFile, readdir } from "node:fs/promises";

/**
 * Kills every process that has `variable` in its environment. The engine starts each plugin in its own
 * process group, so killing only the engine can leave plugins behind.
 */
export async function endProcessesWith(variable: string): Promise<void> {
  for (const { id } of await processesWith(variable)) endProcess(id);
}

/** Every process that has `variable` in its environment, with its command line. */
export async function processesWith(
  variable: string,
): Promise<readonly { readonly id: number; readonly command: string }[]> {
  const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/u.test(name));
  const found = ids.map(async (id) => {
    const environment = await readFile(`/proc/${id}/environ`, "utf8").catch(() => "");
    if (!environment.split("\0").includes(variable)) return [];
    const words = await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "");
    return [{ id: Number(id), command: words.replaceAll("\0", " ").trim() }];
  });
  return (await Promise.all(found)).flat();
}

function endProcess(id: number): void {
  try {
    process.kill(id, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}
