import { openStage, type Stage } from "./support/stage";

/** Requests per second, by the provider's clock. */
const RATE = 20;
const CLOCK_SPEED = 5;
const WAITS = 200;

let stage: Stage;
beforeEach(async () => {
  const names = Array.from({ length: WAITS }, (_, index) => `task-${index}`);
  const scenarios = names.map((name) => ({ name, steps: [{ name: "work", seconds: 3 }] }));
  stage = await openStage({ scenarios, speed: 1, clockSpeed: CLOCK_SPEED, isConfigured: false });
  await stage.configure({ ...stage.variables, requestsPerSecond: String(RATE) });
});
afterEach(() => stage.close());

test("200 waits in one process share one budget of requests, and one look-up of the project", async () => {
  const names = Object.keys(stage.simulator.tasks);
  const made = await Promise.all(
    names.map(async (name) => {
      const urn = `urn:pulumi:dev::dcs::huaweicloud-dcs:index:Task::${name}`;
      const { inputs } = await stage.calls.check(stage.inputs(name, { poll: {} }), { urn });
      return stage.calls.create(inputs, { urn });
    }),
  );
  expect(made.map(({ outputs }) => outputs["status"])).toEqual(Array(WAITS).fill("SUCCEEDED"));
  const { requests } = stage.simulator;
  expect(requests.filter(({ path }) => path === "/v3/projects")).toHaveLength(1);
  const times = requests.filter(({ path }) => path.endsWith("/progress")).map(({ at }) => at);
  expect(times.length).toBeGreaterThan(WAITS);
  const windowMs = 10_000 / CLOCK_SPEED;
  const most = times.map(
    (start) => times.filter((at) => at >= start && at < start + windowMs).length,
  );
  // A tenth more, since requests take different times to arrive.
  expect(Math.max(...most)).toBeLessThanOrEqual(RATE * 10 * 1.1);
});
