import { clientCache, type Connect } from "../resource/host/clientCache";
import { createProgramHost, type ProgramHost } from "./programHost";

/** What everything in one run of a program shares. */
export interface ProgramRun {
  readonly host: ProgramHost;
  /** Returns the client for settings; equal settings share one. */
  readonly connect: Connect;
}

/** By the run's monitor: a process that uses the Automation API has several runs. */
const runs = new WeakMap<object, ProgramRun>();

/** @param monitor - identifies the run */
export function programRunOf(monitor: object): ProgramRun {
  const run = runs.get(monitor) ?? createRun();
  runs.set(monitor, run);
  return run;
}

function createRun(): ProgramRun {
  const host = createProgramHost();
  return { host, connect: clientCache(host) };
}
