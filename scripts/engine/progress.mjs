import { clearInterval, setInterval } from "node:timers";
import { say } from "./say.mjs";

/**
 * Shows that a long step is alive: one line that changes on a terminal, a new line every 30 s elsewhere.
 * @param {string} activity
 * @param {number | undefined} total how many items the step has, where known
 */
export function startProgress(activity, total) {
  const startedAt = Date.now();
  const onTerminal = process.stderr.isTTY === true;
  let count = 0;

  const line = () => {
    const items =
      total === undefined ? `${count}` : `${Math.min(count, total)} of ${total} packages`;
    return `${activity}: ${count === 0 ? "starting" : items}, ${formatElapsed(Date.now() - startedAt)}`;
  };
  const redraw = () => process.stderr.write(`\r\u001B[Kengine: ${line()}`);
  const timer = setInterval(onTerminal ? redraw : () => say(line()), onTerminal ? 1_000 : 30_000);

  return {
    /** @param {number} items */
    add: (items) => {
      count += items;
    },
    stop: () => {
      clearInterval(timer);
      if (onTerminal) process.stderr.write("\r\u001B[K");
    },
  };
}

/** @param {number} elapsedMs */
function formatElapsed(elapsedMs) {
  const seconds = Math.floor(elapsedMs / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
