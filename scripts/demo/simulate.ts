import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The first line that `dcs-task simulate` prints, as far as it is used here. */
interface Identity {
  readonly url: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly instanceId: string;
  /** Ids of the tasks, by scenario. */
  readonly tasks: Readonly<Record<string, string>>;
}

export interface RunningSimulator {
  readonly identity: Identity;
  /** A line for each request that was made. */
  readonly log: () => readonly string[];
  readonly stop: () => void;
}

/** Runs `dcs-task simulate` in a process of its own. */
export async function simulate(...args: readonly string[]): Promise<RunningSimulator> {
  const cli = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
  const child = spawn(process.execPath, [cli, "simulate", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => lines.push(line));
  return {
    identity: parseIdentity(await firstLine(child, reader)),
    log: () => lines.slice(1),
    stop: () => child.kill(),
  };
}

async function firstLine(child: ChildProcess, reader: Interface): Promise<string> {
  const gone = once(child, "exit").then(() => {
    throw new Error("the simulator ended at once");
  });
  const line = once(reader, "line").then((words: unknown[]) => String(words[0]));
  return Promise.race([line, gone]);
}

function parseIdentity(line: string): Identity {
  return JSON.parse(line) as Identity;
}
