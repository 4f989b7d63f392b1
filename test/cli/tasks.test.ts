import { run } from "../../src/cli/run";
import { type Simulator, startSimulator } from "../../src/simulator";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ scenarios: ["done", "quick", "fails", "long"], speed: 3 });
});
afterAll(() => simulator.close());

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `dcs-task` with the simulator's keys; `interruptMs` presses Ctrl-C. */
async function dcsTask(
  args: readonly string[],
  { isTTY = false, interruptMs = Infinity, env = {} } = {},
): Promise<Ran> {
  let [out, err] = ["", ""];
  const interrupt = new AbortController();
  const timer = setTimeout(
    () => {
      interrupt.abort();
    },
    Math.min(interruptMs, 60_000),
  );
  const code = await run([...args], {
    stdout: { write: (text) => (out += text), isTTY },
    stderr: { write: (text) => (err += text) },
    env: {
      HW_ACCESS_KEY: simulator.accessKey,
      HW_SECRET_KEY: simulator.secretKey,
      HW_REGION_NAME: simulator.region,
      HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: simulator.url,
      ...env,
    },
    signal: interrupt.signal,
  });
  clearTimeout(timer);
  return { code, out, err };
}

const idsOf = (scenario: string) => [simulator.instanceId, simulator.tasks[scenario] ?? ""];

test("show prints percentage, time left, and each step with its times", async () => {
  const { code, out } = await dcsTask(["show", ...idsOf("done")]);
  expect(code).toBe(0);
  const [head, first] = out.split("\n");
  expect(head).toBe("100 %, about 0s left");
  expect(first).toMatch(/^FINISH {6}前置检查 {2}\d{4}-\d\d-\d\dT[\d:.]+Z - \d{4}-/);
  expect(out).toMatch(/^ {2}FINISH {6}slot 0-8191/m);
});

test("show --json prints the answer", async () => {
  const { out } = await dcsTask(["show", ...idsOf("done"), "--json"]);
  expect(JSON.parse(out)).toMatchObject({ progress: 100, stepDetails: [{}, {}, {}] });
});

test("list prints a line for each task", async () => {
  const { code, out } = await dcsTask(["list", simulator.instanceId]);
  expect(code).toBe(0);
  expect(out).toMatch(
    new RegExp(`^${simulator.tasks["done"]} {2}SUCCESS {4}EXTEND {5}\\d{4}-`, "m"),
  );
});

test("wait prints a line for what changes and a summary, and ends with 0", async () => {
  const { code, out } = await dcsTask(["wait", ...idsOf("quick")]);
  expect(code).toBe(0);
  expect(out).toMatch(/^0% ~1s left · 1\/3 前置检查/m);
  expect(out).toMatch(/^100% succeeded · 3 of 3 steps · \ds · \d queries$/m);
});

test("wait draws over its line on a terminal", async () => {
  const { out } = await dcsTask(["wait", ...idsOf("done")], { isTTY: true });
  expect(out).toContain("\r\u001b[K100%");
});

test("wait --json prints lines of JSON alone", async () => {
  const { out } = await dcsTask(["wait", ...idsOf("done"), "--json"]);
  const lines = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  expect(lines).toMatchObject([{ progress: 100 }, { outcome: "succeeded", attempts: 1 }]);
});

test("wait ends with 1 for a task that failed, and shows the step and its code", async () => {
  const { code, out } = await dcsTask(["wait", ...idsOf("fails")]);
  expect(code).toBe(1);
  expect(out).toMatch(/^ {2}FAILED {6}slot [\d-]+ {2}DCS\.4842/m);
});

test("wait ends with 4 when the time is up, and says how to go on", async () => {
  const { code, err } = await dcsTask(["wait", ...idsOf("long"), "--timeout", "1"]);
  expect(code).toBe(4);
  expect(err).toBe(`The task goes on: dcs-task wait ${idsOf("long").join(" ")}\n`);
});

test("wait ends with 130 on Ctrl-C, and says how to go on", async () => {
  const { code, err } = await dcsTask(["wait", ...idsOf("long")], { interruptMs: 500 });
  expect(code).toBe(130);
  expect(err).toContain("The task goes on");
});

test.each<[string, string[], object, number, RegExp]>([
  ["a bad id", ["show", "a/b", "t"], {}, 2, /INVALID_INPUT: "instanceId" must hold only/],
  ["no region", ["list", "i"], { HW_REGION_NAME: "" }, 2, /"region" is not set/],
  ["half a key", ["list", "i"], { HW_SECRET_KEY: "" }, 2, /"HW_SECRET_KEY" is missing/],
  ["no time", ["wait", "i", "t", "--timeout", "soon"], {}, 2, /--timeout must be seconds/],
  ["a wrong key", ["list", "i"], { HW_SECRET_KEY: "x" }, 3, /UNAUTHORIZED: .*HW_ACCESS_KEY/],
])("tells of %s in one line", async (_, args, env, code, message) => {
  const ran = await dcsTask(args, { env });
  expect(ran).toMatchObject({ code, out: "" });
  expect(ran.err).toMatch(message);
  expect(ran.err.trim().split("\n")).toHaveLength(1);
});
