import type { SimulatorOptions } from "../../src/simulator";
import { large, type Provided, small, startProvided } from "./support/providerCalls";

let provided: Provided;
let path: string;
afterEach(() => provided.simulator.close());

async function open(resize: SimulatorOptions["resize"]): Promise<void> {
  provided = await startProvided({ resize });
  path = await provided.create();
  await provided.waitUntilRunning(path);
}

const resize = () => provided.call("POST", `${path}/resize`, large);
const shown = async () => (await provided.get(path)).body;
const listed = async () => (await provided.get(`${path}/tasks`)).body["tasks"];
const steps = [{ name: "a", seconds: 5 }];

it("plays the scenarios in order, and repeats the last", async () => {
  await open(["fails", "resize", "fails"]);
  const sizes: unknown[] = [];
  for (let n = 1; n <= 4; n += 1) {
    expect((await resize()).status).toBe(204);
    await provided.waitUntilRunning(path);
    sizes.push((await shown())["spec_code"]);
  }
  expect(sizes).toEqual([small.spec_code, large.spec_code, large.spec_code, large.spec_code]);
  const names = ["fails-1", "resize-2", "fails-3", "fails-4"];
  expect(names.map((name) => provided.simulator.task(name).state)).toEqual([
    "failed",
    "succeeded",
    "failed",
    "failed",
  ]);
});

it("keeps the old size after a failure", async () => {
  await open("fails");
  const before = await shown();
  await resize();
  await provided.waitUntilRunning(path);
  expect(await shown()).toEqual(before);
  expect(await listed()).toMatchObject([{ status: "FAILED" }]);
});

it("does not start before createdAfterSeconds: neither instance nor list show it", async () => {
  await open({ name: "late", createdAfterSeconds: 20, steps });
  await resize();
  expect(await shown()).toMatchObject({ status: "RUNNING", task: null });
  expect(await listed()).toEqual([]);
  // It has been accepted, so another one is rejected.
  expect((await resize()).status).toBe(400);
  provided.pass(20);
  expect(await shown()).toMatchObject({ status: "EXTENDING", capacity: 4 });
  expect(await listed()).toMatchObject([{ status: "EXECUTING" }]);
  provided.pass(5);
  expect(await shown()).toMatchObject({ status: "RUNNING", capacity: 8 });
});

it("appears late only in the list with notFoundForSeconds", async () => {
  await open({ name: "late", notFoundForSeconds: 3, steps });
  await resize();
  expect(await shown()).toMatchObject({ status: "EXTENDING" });
  expect(await listed()).toEqual([]);
  provided.pass(3);
  expect(await listed()).toMatchObject([{ status: "EXECUTING" }]);
});

it("starts with its request, even if the scenario has startedSecondsAgo", async () => {
  await open("done");
  await resize();
  expect(provided.simulator.task("done-1").state).toBe("running");
});
