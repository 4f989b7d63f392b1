import { type ChildProcess, spawn } from "node:child_process";

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The command and all that it has started are killed after so long. Default: no limit. */
  readonly timeoutMs?: number;
  /** Called with what the command writes to stderr, as it arrives. */
  readonly onErrorText?: (text: string) => void;
}

export interface RunResult {
  /** -1 where the command could not start, with the reason in `stderr`, or was ended by a signal. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** Runs a command to its end. Never rejects. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env = process.env, timeoutMs, onErrorText }: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    // A group of its own, so that a time limit or our own end also reaches what the command has started.
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const stopGroup = () => {
      killGroup(child);
    };
    const printed = { stdout: "", stderr: "", timedOut: false };
    const limit = () => {
      printed.timedOut = true;
      stopGroup();
    };
    const timer = timeoutMs === undefined ? undefined : setTimeout(limit, timeoutMs);
    const finish = (code: number, reason = "") => {
      clearTimeout(timer);
      process.off("exit", stopGroup);
      resolve({ code, ...printed, stderr: printed.stderr + reason });
    };

    process.on("exit", stopGroup);
    child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      printed.stderr += text;
      onErrorText?.(text);
    });
    child.on("error", (error) => {
      finish(-1, error.message);
    });
    child.on("close", (code) => {
      finish(code ?? -1);
    });
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
