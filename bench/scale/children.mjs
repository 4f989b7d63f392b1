// Child processes that answer one question at a time.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Starts a script of this folder; `ask` sends a question and gives the answer. */
export function startChild(script, args, execArgv = []) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args, { execArgv });
  const gone = once(child, "exit").then(([code, signal]) => {
    throw new Error(`${script} ended early (${code ?? signal})`);
  });
  gone.catch(() => undefined);
  return {
    pid: child.pid,
    async ask(call, value) {
      const answer = once(child, "message");
      child.send({ call, value });
      const [message] = await Promise.race([answer, gone]);
      return message;
    },
    async stop() {
      if (child.exitCode !== null) return;
      const exited = once(child, "exit");
      const timer = setTimeout(() => child.kill(), 5_000);
      child.send({ call: "stop" });
      await exited;
      clearTimeout(timer);
    },
  };
}
