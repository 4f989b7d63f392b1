import { setTimeout as sleep } from "node:timers/promises";
import { openStage, type Stage } from "./stage";

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ scenarios: ["long"] });
  await stage.waitFor("long");
});
afterAll(() => stage.close());

/** Waits until no plugin of the project is left; fails after a time limit. */
async function untilNoPlugin(withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while ((await stage.project.plugins()).length > 0) {
    if (Date.now() > deadline) throw new Error((await stage.project.plugins()).join("\n"));
    await sleep(200);
  }
}

test.each(["SIGKILL", "SIGHUP"] as const)(
  "an engine that %s ends leaves no plugin behind",
  async (signal) => {
    const run = stage.project.spawnUp();
    await run.waitForText(/DcsTasks? \w+ .*\d+%/);
    expect(await stage.project.plugins()).toHaveLength(1);
    run.signal(signal);
    await run.done;
    await untilNoPlugin(8_000);
    // The lock of the killed engine.
    await stage.project.run(["cancel", "--yes"]);
  },
);

test("an engine that ends normally leaves none either", async () => {
  await stage.waitFor("long", { wait: false });
  expect((await stage.project.up(["--skip-preview"])).code).toBe(0);
  expect(await stage.saved()).toMatchObject({ outputs: { status: "RUNNING" } });
  await untilNoPlugin(0);
});
