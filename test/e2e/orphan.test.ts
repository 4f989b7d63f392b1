import { openStage, type Stage } from "./stage";

jest.setTimeout(300_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ scenarios: ["long"] });
  await stage.waitFor("long");
});
afterAll(() => stage.close());

test.each(["SIGKILL", "SIGHUP"] as const)(
  "an engine that %s ends leaves no plugin behind",
  async (signal) => {
    const run = stage.project.spawnUp();
    await run.waitForText(/DcsTasks? \w+ .*\d+%/);
    expect(await stage.project.plugins()).toHaveLength(1);
    run.signal(signal);
    await run.done;
    await stage.untilNoPlugin();
    // The lock of the killed engine.
    await stage.project.run(["cancel", "--yes"]);
  },
);

test("an engine that ends normally leaves none either", async () => {
  await stage.waitFor("long", { wait: false });
  expect((await stage.project.up(["--skip-preview"])).code).toBe(0);
  expect(await stage.saved()).toMatchObject({ outputs: { status: "RUNNING" } });
  await stage.untilNoPlugin();
});
