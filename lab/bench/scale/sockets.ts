// Counts another process's open sockets, where the system says (Linux).
import { readdirSync, readlinkSync } from "node:fs";

const GAP_MS = 500;

/** Looks every half second; `stop` gives the most there were beyond the first count. */
export function watchSockets(pid: number | undefined): { stop: () => number } {
  const before = countSockets(pid);
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, countSockets(pid));
  }, GAP_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return most - before;
    },
  };
}

function countSockets(pid: number | undefined): number {
  const folder = `/proc/${String(pid)}/fd`;
  try {
    return readdirSync(folder).filter((fd) => isSocket(`${folder}/${fd}`)).length;
  } catch {
    return NaN;
  }
}

function isSocket(link: string): boolean {
  try {
    return readlinkSync(link).startsWith("socket:");
  } catch {
    return false;
  }
}
