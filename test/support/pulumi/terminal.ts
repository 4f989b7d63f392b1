import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { CommandPlace } from "./command";

export interface TerminalOptions extends CommandPlace {
  readonly command: readonly [string, ...string[]];
  readonly columns: number;
  readonly rows: number;
}

export interface Terminal {
  /** What the screen shows now, one line of text per row. */
  screen(): Promise<string>;
  /** The screen and all that has scrolled off its top. */
  history(): Promise<string>;
  /**
   * Resolves to the first screen that matches and is stable, so that it is not half redrawn; the error
   * at the time limit shows the last screen.
   */
  waitFor(pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** Presses keys, by their tmux names: `C-c`, `Enter`, or plain text. */
  press(...keys: readonly string[]): Promise<void>;
  /** The command's exit code, once it has ended. */
  exitCode(timeoutMs?: number): Promise<number>;
  kill(): Promise<void>;
}

// tmux 3.3 sometimes misses the end of a command, so a shell, which ignores Ctrl-C, writes the exit code.
const noteExitCode = `trap : INT; "$@"; echo "$?" > "$EXIT_CODE_FILE"`;

// Keep the screen of a finished command readable, without tmux's own message.
const settings = `
set -g remain-on-exit on
set -g remain-on-exit-format ""
set -g status off
set -g history-limit 10000
set -g default-terminal screen-256color
`;

/** Runs a command in a terminal of a given size, without a window. */
export async function openTerminal(options: TerminalOptions): Promise<Terminal> {
  const { command, columns, rows, cwd, env } = options;
  const folder = await mkdtemp(path.join(tmpdir(), "dcs-tmux-"));
  const exitCodeFile = path.join(folder, "exit-code");
  await writeFile(path.join(folder, "tmux.conf"), settings);
  const tmux = async (...args: readonly string[]): Promise<string> => {
    const server = ["-u", "-L", "test", "-f", path.join(folder, "tmux.conf")];
    const { stdout } = await promisify(execFile)("tmux", [...server, ...args], {
      cwd,
      env: { ...env, TMUX_TMPDIR: folder, EXIT_CODE_FILE: exitCodeFile },
    });
    return stdout;
  };
  const size = ["-x", String(columns), "-y", String(rows)];
  await tmux("new-session", "-d", ...size, "--", "sh", "-c", noteExitCode, "sh", ...command);

  const screen = () => tmux("capture-pane", "-p");
  const exitCodeText = () => readFile(exitCodeFile, "utf8").catch(() => "");
  return {
    screen,
    history: () => tmux("capture-pane", "-p", "-S", "-"),
    waitFor: (pattern, timeoutMs = 120_000) => waitForMatch({ look: screen, pattern, timeoutMs }),
    press: async (...keys) => {
      await tmux("send-keys", ...keys);
    },
    exitCode: async (timeoutMs = 120_000) => {
      const look = async () => (await exitCodeText()) || (await screen());
      // The line feed shows that the shell has written all digits.
      return Number(await waitForMatch({ look, pattern: /^\d+\n$/u, timeoutMs }));
    },
    kill: async () => {
      await tmux("kill-server").catch(() => undefined);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Watch {
  readonly look: () => Promise<string>;
  readonly pattern: RegExp;
  readonly timeoutMs: number;
}

/** The first text that matches and is still the same a moment later. */
async function waitForMatch({ look, pattern, timeoutMs }: Watch): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const over = Date.now() > deadline;
    const text = await look();
    if (pattern.test(text)) {
      await sleep(50);
      if ((await look()) === text) return text;
    }
    if (over) throw new Error(`${String(pattern)} did not appear in:\n${countRepeats(text)}`);
    await sleep(100);
  }
}

/** A screen on which each line that follows itself is written once, so that a report shows all. */
function countRepeats(screen: string): string {
  const runs: { readonly line: string; count: number }[] = [];
  for (const line of screen.split("\n")) {
    const last = runs.at(-1);
    if (last?.line === line) last.count += 1;
    else runs.push({ line, count: 1 });
  }
  return runs.map(({ line, count }) => (count > 1 ? `${line} (${count} times)` : line)).join("\n");
}
