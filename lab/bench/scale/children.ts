// Child processes that answer one question at a time.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Calls } from "./protocol.ts";

export interface Child<C extends Calls> {
  readonly pid: number | undefined;
  /** Sends a question and gives the answer. */
  readonly ask: <Name extends keyof C & string>(
    call: Name,
    value: C[Name]["value"],
  ) => Promise<C[Name]["answer"]>;
  readonly stop: () => Promise<void>;
}

/** A child that has not ended so long after it was told to is killed. */
const STOP_MS = 5_000;

/** Starts a script of this folder, which calls `answerParent`, for the build in `dist`. */
export function startChild<C extends Calls>(
  script: string,
  { dist, execArgv = [] }: { dist: string; execArgv?: readonly string[] },
): Child<C> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = fork(file, [dist], { execArgv: [...execArgv] });
  const gone = once(child, "exit").then(([code, signal]: unknown[]) => {
    throw new Error(`${script} ended early (${String(code ?? signal)})`);
  });
  gone.catch(() => undefined);
  return {
    pid: child.pid,
    ask: async (call, value) => {
      const answer = once(child, "message").then(([message]: unknown[]) => message);
      child.send({ call, value });
      return Promise.race([answer, gone]);
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const exited = once(child, "exit");
      const timer = setTimeout(() => child.kill(), STOP_MS);
      child.send({ call: "stop" });
      await exited;
      clearTimeout(timer);
    },
  };
}

/** How a child answers each question. */
export type Answers<C extends Calls> = {
  readonly [Name in keyof C]: (
    value: C[Name]["value"],
  ) => C[Name]["answer"] | Promise<C[Name]["answer"]>;
};

/** Answers the parent's questions until it says "stop"; `stop` cleans up. */
export function answerParent<C extends Calls>(
  answers: Answers<C>,
  stop: () => Promise<void> = () => Promise.resolve(),
): void {
  const answer = async ({ call, value }: { call: string; value?: unknown }): Promise<void> => {
    if (call === "stop") {
      await stop();
      process.disconnect();
      return;
    }
    process.send?.(await answers[call]?.(value));
  };
  process.on("message", (message: { call: string; value?: unknown }) => void answer(message));
}
