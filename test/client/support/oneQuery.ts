/**
 * A program that asks once, prints what became of it and which sockets keep the process alive, and
 * does not call `process.exit`: node --require requireTs.js oneQuery.ts OPTIONS
 */
import { setTimeout as sleep } from "node:timers/promises";
import { isDcsError } from "../../../src/client";
import { ask } from "./clients";

/** How the program asks, as JSON. */
export interface OneQueryOptions {
  readonly url: string;
  readonly abortAfterMs?: number;
  readonly requestTimeoutMs?: number;
}

const { url, abortAfterMs, requestTimeoutMs } = JSON.parse(
  process.argv[2] ?? "",
) as OneQueryOptions;
const controller = new AbortController();
if (abortAfterMs !== undefined) {
  setTimeout(() => {
    controller.abort();
  }, abortAfterMs);
}
void ask({ url }, { requestTimeoutMs }, { signal: controller.signal })
  .then(
    () => "OK",
    (error: unknown) => (isDcsError(error) ? error.code : String(error)),
  )
  .then(async (outcome) => {
    // Node's fetch itself opens another, idle connection for one that was cut, and lets it go.
    const patienceUntil = performance.now() + 10_000;
    while (openSockets().length > 0 && performance.now() < patienceUntil) await sleep(50);
    console.log(JSON.stringify({ outcome, sockets: openSockets() }));
  });

function openSockets(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => kind.startsWith("TCP"));
}
