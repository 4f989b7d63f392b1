import { readFileSync } from "node:fs";
import { scenarioNames, type Scenario } from "../../src/simulator";
import { startVirtual, type VirtualSimulator } from "./support/virtual";

interface WireStep {
  readonly [field: string]: unknown;
  readonly sub_step_details?: readonly WireStep[];
}

let virtual: VirtualSimulator;

async function play(scenario: string | Scenario, speed?: number): Promise<void> {
  virtual = await startVirtual([scenario], speed);
}
afterEach(() => virtual.simulator.close());

/** `percent/remaining seconds` at each of the times, or the status if it is not 200. */
async function course(scenario: string, seconds: readonly number[]): Promise<string[]> {
  const seen: string[] = [];
  for (const second of seconds) {
    virtual.at(second);
    const { status, body } = await virtual.progress(scenario);
    seen.push(
      status === 200 ? `${String(body["progress"])}/${String(body["remain_time"])}` : `${status}`,
    );
  }
  return seen;
}

async function steps(scenario: string): Promise<readonly WireStep[]> {
  return (await virtual.progress(scenario)).body["step_details"] as readonly WireStep[];
}

const statuses = (details: readonly WireStep[]): unknown[] =>
  details.map((step) => [
    step["step_status"],
    ...(step.sub_step_details ?? []).map((sub) => sub["sub_step_status"]),
  ]);

describe("built-in scenarios", () => {
  it("are these, each with its own id", async () => {
    virtual = await startVirtual();
    expect(scenarioNames).toEqual(
      "sample resize quick long fails stalls not-found-at-first purged vanishes flaky throttled no-estimate done".split(
        " ",
      ),
    );
    const ids = Object.values(virtual.simulator.tasks);
    expect(Object.keys(virtual.simulator.tasks)).toEqual(scenarioNames);
    expect(new Set(ids).size).toBe(scenarioNames.length);
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
  });

  it("sample always returns the vendor's sample unchanged", async () => {
    await play("sample");
    const first = await virtual.progress("sample");
    virtual.at(100_000);
    expect((await virtual.progress("sample")).text).toBe(first.text);
    expect(first.body).toEqual(
      JSON.parse(readFileSync(`${__dirname}/sampleAnswer.json`, "utf8")) as unknown,
    );
    expect(virtual.simulator.task("sample")).toMatchObject({ state: "running", progress: 30 });
  });

  it("resize takes 30 s of checks, slots and a last check", async () => {
    await play("resize");
    expect(await course("resize", [0, 3, 12, 29, 29.9])).toEqual([
      "0/30",
      "10/27",
      "40/18",
      "96/1",
      "99/1",
    ]);
    virtual.at(12);
    expect((await steps("resize")).map((step) => step["step_name"])).toEqual([
      "前置检查",
      "数据迁移",
      "结果校验",
    ]);
    expect(statuses(await steps("resize"))).toEqual([
      ["FINISH", "FINISH", "FINISH"],
      ["EXECUTING", "FINISH", "EXECUTING", "WAITING"],
      ["WAITING"],
    ]);
    expect(await course("resize", [30, 31])).toEqual(["100/0", "100/0"]);
    expect(statuses(await steps("resize"))).toEqual([
      ["FINISH", "FINISH", "FINISH"],
      ["FINISH", "FINISH", "FINISH", "FINISH"],
      ["FINISH"],
    ]);
    expect(virtual.simulator.task("resize")).toMatchObject({
      state: "succeeded",
      progress: 100,
      asked: 10,
      endedAt: virtual.launchedAt + 30_000,
    });
  });

  it("starts a task's time at the first progress query", async () => {
    await play("quick");
    virtual.at(1000);
    expect(virtual.simulator.task("quick").state).toBe("waiting");
    expect(await course("quick", [1000, 1001.5, 1003])).toEqual(["0/3", "50/2", "100/0"]);
    const [first] = await steps("quick");
    expect(first).toMatchObject({
      begin_time: "2026-01-01T00:16:40.000Z",
      end_time: "2026-01-01T00:16:41.000Z",
    });
  });

  it("long takes ten minutes", async () => {
    await play("long");
    expect(await course("long", [0, 300, 599, 600])).toEqual(["0/600", "50/300", "99/1", "100/0"]);
  });

  it("fails ends with a failed sub-step of the second step, and its percentage stays", async () => {
    await play("fails");
    expect(await course("fails", [0, 2.9, 3, 60])).toEqual(["0/6", "48/4", "50/0", "50/0"]);
    const details = await steps("fails");
    expect(statuses(details)).toEqual([["FINISH"], ["FAILED", "FINISH", "FAILED"], ["WAITING"]]);
    const failed = { error_code: "DCS.4842", end_time: "2026-01-01T00:00:03.000Z" };
    expect(details[1]).toMatchObject(failed);
    expect(details[1]?.sub_step_details?.[1]).toMatchObject(failed);
    expect(details[2]).not.toHaveProperty("begin_time");
    expect(details[0]).not.toHaveProperty("error_code");
    expect(virtual.simulator.task("fails")).toMatchObject({ state: "failed", progress: 50 });
  });

  it("stalls stays at 62 % for ten seconds", async () => {
    await play("stalls");
    expect(await course("stalls", [0, 6.2, 10, 16.1, 18.2, 20])).toEqual([
      "0/10",
      "62/4",
      "62/4",
      "62/4",
      "82/2",
      "100/0",
    ]);
    expect((await steps("stalls"))[1]).toMatchObject({
      begin_time: "2026-01-01 08:00:02",
      end_time: "2026-01-01 08:00:20",
      error_code: "DCS.4065",
    });
  });

  it("not-found-at-first is unknown for three seconds", async () => {
    await play("not-found-at-first");
    expect(await course("not-found-at-first", [0, 2.9, 3, 4.5, 6])).toEqual([
      "404",
      "404",
      "0/3",
      "50/2",
      "100/0",
    ]);
  });

  it("purged is gone a second after its end", async () => {
    await play("purged");
    expect(await course("purged", [0, 3, 3.9, 4])).toEqual(["0/3", "100/0", "100/0", "404"]);
    expect(virtual.simulator.task("purged")).toMatchObject({ state: "purged", progress: 100 });
  });

  it("vanishes disappears in the middle", async () => {
    await play("vanishes");
    expect(await course("vanishes", [0, 2.9, 3])).toEqual(["0/6", "48/4", "404"]);
    expect(virtual.simulator.task("vanishes").state).toBe("purged");
  });

  it("no-estimate has no remain_time", async () => {
    await play("no-estimate");
    expect(await course("no-estimate", [0, 3])).toEqual(["0/undefined", "100/undefined"]);
  });

  it("done had finished before the first query", async () => {
    await play("done");
    expect(virtual.simulator.task("done").state).toBe("succeeded");
    expect(await course("done", [0])).toEqual(["100/0"]);
  });
});

describe("fields of a scenario", () => {
  const work = { name: "s", steps: [{ name: "work", seconds: 10 }] };

  it.each<[Scenario["remainTime"], string[]]>([
    ["zero", ["0/0", "50/0", "100/0"]],
    ["frozen", ["0/10", "50/10", "100/0"]],
    [{ bias: 2 }, ["0/20", "50/10", "100/0"]],
    [{ bias: 0.5 }, ["0/5", "50/3", "100/0"]],
  ])("remainTime %j", async (remainTime, expected) => {
    await play({ ...work, remainTime });
    expect(await course("s", [0, 5, 10])).toEqual(expected);
  });

  it("waitsForSeconds delays every step", async () => {
    await play({ ...work, waitsForSeconds: 5 });
    expect(await course("s", [0, 4])).toEqual(["0/10", "0/10"]);
    expect(statuses(await steps("s"))).toEqual([["WAITING"]]);
    expect(await course("s", [10, 15])).toEqual(["50/5", "100/0"]);
  });

  it("settlesForSeconds reports 100 before the last step is finished", async () => {
    await play({ ...work, settlesForSeconds: 5 });
    expect(await course("s", [0, 10, 14.9])).toEqual(["0/10", "100/0", "100/0"]);
    expect(statuses(await steps("s"))).toEqual([["EXECUTING"]]);
    expect(virtual.simulator.task("s").state).toBe("running");
    virtual.at(15);
    expect(statuses(await steps("s"))).toEqual([["FINISH"]]);
  });

  it("createdAfterSeconds hides the task until then", async () => {
    await play({ ...work, createdAfterSeconds: 5 });
    expect(await course("s", [0, 4.9, 5, 10])).toEqual(["404", "404", "0/10", "50/5"]);
    expect(virtual.simulator.task("s").createdAt).toBe(virtual.launchedAt + 5000);
  });

  it("`fails` of a step lets it fail at its end", async () => {
    const steps = [
      { name: "a", seconds: 2, fails: "DCS.5000" },
      { name: "b", seconds: 2 },
    ];
    await play({ name: "s", steps });
    expect(await course("s", [0, 1.9, 2, 9])).toEqual(["0/4", "47/3", "50/0", "50/0"]);
  });

  it("`answer` can be any value", async () => {
    await play({ name: "s", answer: null });
    expect((await virtual.progress("s")).text).toBe("null");
  });

  it("speed divides every duration, remain_time included", async () => {
    await play({ ...work, stalls: [{ atPercent: 50, seconds: 10 }] }, 10);
    expect(await course("s", [0, 0.5, 1.5, 2])).toEqual(["0/1", "50/1", "50/1", "100/0"]);
  });
});
