import { setTimeout as turn } from "node:timers/promises";
import { isDcsError } from "../../../../src/errors";
import { beginWatch, type WatchStage } from "./watchStage";

/** Watches that fail long before they are finished, in a process that a rejection would end. */
async function main(): Promise<void> {
  const failed = { id: "resize", createdAt: 0.5, endsAt: 10, fails: "DCS.4842" };
  const stages = [
    beginWatch({ tasks: [failed] }),
    beginWatch({ trouble: () => Response.json({}, { status: 403 }) }),
    beginWatch({ trouble: () => new TypeError("fetch failed") }),
  ];
  const broken = beginWatch();
  broken.clock.sleep = () => Promise.reject(new Error("a defect"));
  await Promise.all(stages.map((stage) => stage.pass(600)));
  // Real turns, in which Node.js reports what is not handled.
  await turn(50);
  for (const stage of [...stages, broken]) console.log(await endOf(stage));
  // Never finished, as when the provider fails.
  beginWatch({ tasks: [failed] });
}

function endOf({ watch }: WatchStage): Promise<unknown> {
  return watch.finish().catch((error: unknown) => {
    if (isDcsError(error)) return error.code;
    return error instanceof Error ? error.message : error;
  });
}

void main();
