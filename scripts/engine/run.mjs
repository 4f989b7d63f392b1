import { spawn } from "node:child_process";

/**
 * Runs a command to its end. Never rejects: a command that cannot start has the code -1 and the reason in `stderr`.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onErrorText?: (text: string) => void}} [options]
 * @returns {Promise<{code: number, stdout: string, stderr: string, timedOut: boolean}>}
 */
export function run(command, args, { cwd, env = process.env, timeoutMs, onErrorText } = {}) {
  return new Promise((resolve) => {
    // A group of its own, so that a time limit or our own end also reaches what the command has started.
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const stopGroup = () => killGroup(child);
    let [stdout, stderr, timedOut] = ["", "", false];
    const timer =
      timeoutMs &&
      setTimeout(() => {
        timedOut = true;
        stopGroup();
      }, timeoutMs);
    const finish = (code, extra = "") => {
      clearTimeout(timer);
      process.off("exit", stopGroup);
      resolve({ code, stdout, stderr: stderr + extra, timedOut });
    };

    process.on("exit", stopGroup);
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
      onErrorText?.(text);
    });
    child.on("error", (error) => finish(-1, error.message));
    child.on("close", (code) => finish(code ?? -1));
  });
}

function killGroup(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
