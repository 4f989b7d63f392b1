import { setTimeout as turn } from "node:timers/promises";
import { beginWatch, type WatchStage } from "./watchStage";

/** Watches that fail long before they are finished, in a process that a rejection would end. */
async function main(): Promise<void> {
  const failed = { id: "resize", createdAt: 0.5, endsAt: 10, fails: "DCS.4842" };
  const stages = [
    beginWatch({ tasks: [failed] }),
    beginWatch({ trouble: () => Response.json({}, { status: 403 }) }),
    beginWatch({ trouble: () => new TypeError("fetch failed") }),
  ];
  await Promise.all(stages.map((stage) => stage.pass(600)));
  // Real turns, in which Node.js reports what nobody has handled.
  await turn(50);
  for (const stage of stages) console.log(await codeOf(stage));
  // Never finished, as when the provider fails.
  beginWatch({ tasks: [failed] });
}

async function codeOf(stage: WatchStage): Promise<unknown> {
  const error = await stage.finishAt(700);
  return error instanceof Error && "code" in error ? error.code : error;
}

void main();
