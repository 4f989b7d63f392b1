import { setTimeout as pass } from "node:timers/promises";
import { allTasks } from "../../src/resource/allTasks";
import { fastTime } from "../support/fastClock";
import { setStage, type Stage } from "./support/stage";

let stage: Stage;
afterEach(async () => {
  jest.restoreAllMocks();
  await stage.simulator.close();
});

test("InstanceTasks whose time is up does not search for more, which may take as long as a query", async () => {
  const { clock } = fastTime(5);
  stage = await setStage({
    scenarios: [{ name: "long", steps: [{ name: "work", seconds: 600 }] }],
    kind: allTasks,
    speed: 1,
    host: { clock },
  });
  const startedAt = clock.now();
  const timeoutSeconds = 5;
  const fetch = globalThis.fetch;
  // Once the time is up, the list is not answered.
  jest.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const isList = new URL(request.url).pathname.endsWith("/tasks");
    const isLate = clock.now() - startedAt > timeoutSeconds * 1_000 - 500;
    if (isList && isLate) await pass(60_000, undefined, { signal: request.signal, ref: false });
    return fetch(request);
  });
  const inputs = stage.inputs("long", { taskId: null, timeoutSeconds, onTimeout: "record" });
  const { outs } = await stage.lifecycle.create(inputs);
  expect(outs).toMatchObject({ status: "RUNNING" });
  // 10 s for what is under way at the deadline; a search would take 10 s more.
  expect((clock.now() - startedAt) / 1_000).toBeLessThan(timeoutSeconds + 10 + 5);
});
