import { clearInterval, setInterval } from "node:timers";
import { say } from "./say.ts";

export interface Progress {
  /** Counts items that are done. */
  readonly add: (items: number) => void;
  readonly stop: () => void;
}

/**
 * Shows that a long step is alive: one line that changes on a terminal, a new line every 30 s elsewhere.
 * `total` is how many items the step has, where known.
 */
export function startProgress(activity: string, total?: number): Progress {
  const startedAt = Date.now();
  const onTerminal = process.stderr.isTTY;
  let count = 0;

  const line = () => {
    const items =
      total === undefined ? String(count) : `${Math.min(count, total)} of ${total} packages`;
    return `${activity}: ${count === 0 ? "starting" : items}, ${formatElapsed(Date.now() - startedAt)}`;
  };
  const show = () => {
    if (onTerminal) process.stderr.write(`\r\u001B[Kengine: ${line()}`);
    else say(line());
  };
  const timer = setInterval(show, onTerminal ? 1_000 : 30_000);

  return {
    add: (items) => {
      count += items;
    },
    stop: () => {
      clearInterval(timer);
      if (onTerminal) process.stderr.write("\r\u001B[K");
    },
  };
}

function formatElapsed(elapsedMs: number): string {
  const seconds = Math.floor(elapsedMs / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
