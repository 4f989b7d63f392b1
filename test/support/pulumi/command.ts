import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export interface CommandResult {
  /** Exit code; -1 when a signal ended the command. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in the order in which they arrived. */
  readonly all: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  /** Everything printed so far, on both streams. */
  output(): string;
  /** Resolves once the output so far matches; rejects at the time limit and when the command ends without it. */
  waitForText(pattern: RegExp, timeoutMs?: number): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  readonly done: Promise<CommandResult>;
}

export interface CommandPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export function startCommand(
  [command, ...args]: readonly [string, ...string[]],
  { cwd, env }: CommandPlace,
): RunningCommand {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const text = { stdout: "", stderr: "", all: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (chunk: string) => {
      text[stream] += chunk;
      text.all += chunk;
    });
  }
  const done = new Promise<CommandResult>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code: code ?? -1, ...text });
    });
  });

  return {
    child,
    output: () => text.all,
    waitForText: (pattern, timeoutMs = 120_000) =>
      waitForText({ pattern, timeoutMs, output: () => text.all, ended: () => hasEnded(child) }),
    signal: (signal) => {
      child.kill(signal);
    },
    done,
  };
}

interface TextWait {
  readonly pattern: RegExp;
  readonly timeoutMs: number;
  readonly output: () => string;
  readonly ended?: () => boolean;
}

/** Polls a growing text until it matches; the error shows the last text. */
async function waitForText({
  pattern,
  timeoutMs,
  output,
  ended = () => false,
}: TextWait): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const over = ended() || Date.now() > deadline;
    if (pattern.test(output())) return;
    if (over) throw new Error(`${String(pattern)} did not appear in:\n${output()}`);
    await sleep(50);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
