import { setTimeout as pass } from "node:timers/promises";
import { startSimulator, type Scenario, type Simulator } from "../../src/simulator";
import { progressPath, vendorGet, type Answer } from "./support/vendorGet";

let simulator: Simulator;

async function play(scenario: string | Scenario, speed?: number): Promise<void> {
  simulator = await startSimulator({ scenarios: [scenario], speed });
}
afterEach(() => simulator.close());

const get = (scenario: string): Promise<Answer> =>
  vendorGet(simulator, progressPath(simulator, scenario));
const steps = [{ name: "work", seconds: 1000 }];

describe("faults", () => {
  it("flaky answers 503, a reset, 429 and 500, then normally", async () => {
    await play("flaky");
    const unavailable = await get("flaky");
    expect(unavailable.status).toBe(503);
    expect(unavailable.headers["content-type"]).toBe("text/html");
    expect(unavailable.text).toMatch(/^<html>/);
    await expect(get("flaky")).rejects.toMatchObject({ code: "ECONNRESET" });
    const throttled = await get("flaky");
    expect([throttled.status, throttled.headers["retry-after"]]).toEqual([429, "1"]);
    expect(throttled.body["request_id"]).toBe(throttled.headers["x-request-id"]);
    const broken = await get("flaky");
    expect([broken.status, broken.body["error_code"]]).toEqual([500, "DCS.5000"]);
    expect((await get("flaky")).status).toBe(200);
    expect(simulator.requests.map(({ status, fault, code }) => [status, fault, code])).toEqual([
      [503, "503", undefined],
      [0, "drop before", undefined],
      [429, "429", "APIGW.0308"],
      [500, "500", "DCS.5000"],
      [200, undefined, undefined],
    ]);
    expect(simulator.task("flaky")).toMatchObject({ asked: 5, state: "running" });
  });

  it("throttled answers 429 three times", async () => {
    await play("throttled");
    const statuses: unknown[] = [];
    for (let n = 0; n < 4; n += 1) {
      const { status, body } = await get("throttled");
      statuses.push([status, body["error_code"]]);
    }
    const refused = [429, "APIGW.0308"];
    expect(statuses).toEqual([refused, refused, refused, [200, undefined]]);
  });

  it("count only requests with a valid signature", async () => {
    await play({ name: "s", steps, faults: [{ request: 1, status: 500, body: "no" }] });
    await vendorGet(simulator, progressPath(simulator, "s"), { secretKey: "wrong" });
    expect(await get("s")).toMatchObject({ status: 500, text: "no" });
  });

  it("can break off in the middle of an answer", async () => {
    await play({ name: "s", steps, faults: [{ request: 1, drop: "after" }] });
    await expect(get("s")).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(simulator.requests[0]).toMatchObject({ status: 200, fault: "drop after" });
  });

  it("can delay the normal answer or add headers to it", async () => {
    const faults = [
      { request: 1, delaySeconds: 10 },
      { request: 2, headers: { "X-Extra": "1" } },
    ];
    await play({ name: "s", steps, faults }, 100);
    const before = performance.now();
    expect((await get("s")).body).toHaveProperty("progress");
    expect(performance.now() - before).toBeGreaterThan(95);
    const extra = await get("s");
    expect([extra.status, extra.headers["x-extra"]]).toEqual([200, "1"]);
    expect(extra.body).toHaveProperty("progress");
  });

  it("can send a body that contradicts its content type", async () => {
    const faults = [{ request: 1, body: "<html>", contentType: "application/json; charset=utf-8" }];
    await play({ name: "s", steps, faults });
    const answer = await get("s");
    expect([answer.status, answer.text]).toEqual([200, "<html>"]);
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
  });

  it("do not prevent the simulator from closing while an answer is delayed", async () => {
    await play({ name: "s", steps, faults: [{ request: 1, delaySeconds: 600 }] });
    const held = get("s");
    held.catch(() => undefined);
    while (simulator.requests.length === 0) await pass(5);
    await simulator.close();
    await expect(held).rejects.toMatchObject({ code: "ECONNRESET" });
  });
});
