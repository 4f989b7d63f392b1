import type { Fault } from "../../src/simulator";
import { fastTime } from "../support/fastClock";
import { setStage, type Stage } from "./support/stage";

/** A clock on which a pause of the host is short. */

let stage: Stage;
afterEach(() => stage.simulator.close());

test.each<[what: string, fault: Fault]>([
  [
    "asks for a pause longer than a request is held for",
    { request: 2, status: 503, body: "busy", headers: { "retry-after": "20" } },
  ],
  ["is in trouble for longer than a query is retried", { request: [2, 6], status: 500, body: "" }],
])("a task that had failed is looked at again although the service %s", async (_, fault) => {
  stage = await setStage({
    scenarios: [
      {
        name: "fails",
        startedSecondsAgo: 60,
        steps: [{ name: "work", seconds: 1, fails: "DCS.4842" }],
        faults: [fault],
      },
    ],
    host: { clock: fastTime(20).clock },
  });
  const inputs = stage.inputs("fails");
  const failed = await stage.lifecycle.create(inputs).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: "TASK_FAILED" });
  const { properties } = failed as { properties: Record<string, unknown> };
  const again = stage.again().update(properties, inputs);
  await expect(again).rejects.toMatchObject({ code: "TASK_FAILED" });
});
