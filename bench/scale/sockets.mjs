// Counts another process's open sockets, where the system tells (Linux).
import { readdirSync, readlinkSync } from "node:fs";

/** Looks every half second; `stop` gives the most there were beyond the first count. */
export function watchSockets(pid) {
  const before = countSockets(pid);
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, countSockets(pid));
  }, 500);
  return {
    stop: () => {
      clearInterval(timer);
      return most - before;
    },
  };
}

function countSockets(pid) {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).filter((fd) => isSocket(`${folder}/${fd}`)).length;
  } catch {
    return NaN;
  }
}

function isSocket(link) {
  try {
    return readlinkSync(link).startsWith("socket:");
  } catch {
    return false;
  }
}
