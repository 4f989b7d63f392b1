import { setTimeout as sleep } from "node:timers/promises";
import { CallError, isMissing } from "./dcsApi.ts";
import { showInstance } from "./instance.ts";

/** The real provider looks ten seconds after the request, and then every ten seconds. */
const GAP_MS = 10_000;
/** An hour, which is its time limit for a create and an update. */
const MOST_LOOKS = 360;

const broken = ["CREATEFAILED", "ERROR", "FROZEN"];

/** What the service answers when the instance is busy with something else. */
const busyCodes = [
  ...["DCS.4026", "DCS.4049", "DCS.4096", "DCS.4097", "DCS.4111", "DCS.4113", "DCS.4114"],
  ...["DCS.4115", "DCS.4116", "DCS.4117", "DCS.4118", "DCS.4120", "DCS.4121", "DCS.4231"],
  "DCS.4975",
];

/**
 * Waits, without a word, until the instance has no `task` and is RUNNING at so many looks in a row.
 * Whether the task succeeded is not looked at. An error of one look ends the wait.
 */
export async function waitUntilRunning(id: string, { looksInARow = 2 } = {}): Promise<void> {
  let running = 0;
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    await pause();
    const { status, task } = await showInstance(id);
    if (broken.includes(status)) throw new Error(`unexpected status of instance ${id}: ${status}`);
    running = !task && status === "RUNNING" ? running + 1 : 0;
    if (running === looksInARow) return;
  }
  throw new Error(`timeout while waiting for instance ${id} to become RUNNING`);
}

export async function waitUntilDeleted(id: string): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    await pause();
    const isThere = await showInstance(id).then(
      () => true,
      (error: unknown) => {
        if (isMissing(error)) return false;
        throw error;
      },
    );
    if (!isThere) return;
  }
  throw new Error(`timeout while waiting for instance ${id} to be deleted`);
}

/** Makes a call that a busy instance refuses, again and again, each time once the instance runs. */
export async function callWhenRunning(id: string, call: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await call();
      return;
    } catch (error) {
      const isBusy =
        error instanceof CallError && error.status === 400 && busyCodes.includes(error.code);
      if (!isBusy) throw error;
      await waitUntilRunning(id, { looksInARow: 1 });
    }
  }
}

function pause(): Promise<void> {
  const text = process.env["STAND_IN_SPEED"] ?? "1";
  const speed = Number(text);
  if (!(speed > 0 && speed < Infinity)) {
    throw new Error(`STAND_IN_SPEED is "${text}"; give how many times faster to wait, such as 10`);
  }
  return sleep(GAP_MS / speed);
}
