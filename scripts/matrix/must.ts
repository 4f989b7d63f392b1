import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const longestMs = 5 * 60_000;
/** So many lines of what a failed command printed are shown. */
const shownLines = 20;

export interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** What `execFile` rejects with. */
interface Failure {
  readonly code?: unknown;
  readonly killed?: unknown;
  readonly stdout?: unknown;
  readonly stderr?: unknown;
}

/**
 * Runs a command to its end and gives its standard output. Where it fails, the error shows the
 * beginning of what it printed.
 */
export async function must(
  command: string,
  args: readonly string[],
  place: Place,
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { timeout: longestMs, ...place });
    return stdout;
  } catch (error) {
    const name = [command, ...args].map((word) => path.basename(word)).join(" ");
    throw new Error(`${name} ${explain(error)}`, { cause: error });
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { killed, code, stdout, stderr }: Error & Failure = error;
  const printed = [stdout, stderr].filter((text) => typeof text === "string").join("");
  const how = killed ? "took too long" : `ended with exit code ${String(code)}`;
  return [how, ...printed.trim().split("\n").slice(0, shownLines)].join("\n");
}
