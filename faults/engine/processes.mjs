import { readdir, readFile } from "node:fs/promises";

/** The processes with a variable in their environment: their ids and command lines. */
export async function processesWith(variable) {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(
    ids.map(async (id) => {
      const read = (name) => readFile(`/proc/${id}/${name}`, "utf8").catch(() => "");
      const environment = await read("environ");
      if (!environment.split("\0").includes(variable)) return [];
      return [{ id: Number(id), command: (await read("cmdline")).split("\0").join(" ") }];
    }),
  );
  return all.flat();
}

/** Sends a signal to the plugin as soon as there is one; false when the command ends before. */
export async function signalPlugin(variable, signal, hasEnded) {
  while (!hasEnded()) {
    const plugin = (await processesWith(variable)).find(({ command }) =>
      /^\S*node .*dynamic-provider/.test(command),
    );
    if (plugin) {
      process.kill(plugin.id, signal);
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
