import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SimulatorInputError, startSimulator } from "../../src/simulator";
import { vendorGet } from "./support/vendorGet";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "simulator-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const steps = [{ name: "a", seconds: 1 }];

it("plays scenarios by name, from a file and as objects", async () => {
  const path = file("mine.json", { name: "from-file", steps });
  const simulator = await startSimulator({
    scenarios: ["quick", path, { name: "object", steps }],
  });
  expect(Object.keys(simulator.tasks)).toEqual(["quick", "from-file", "object"]);
  await simulator.close();
});

it("has a realistic identity that is the same in every run", async () => {
  const first = await startSimulator();
  const second = await startSimulator();
  expect({ ...second, url: "" }).toMatchObject({
    region: "cn-north-4",
    projectId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    accessKey: expect.stringMatching(/^[A-Z0-9]{20}$/) as string,
    secretKey: expect.stringMatching(/^[A-Za-z0-9]{40}$/) as string,
    instanceId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
    tasks: first.tasks,
  });
  expect(second).not.toHaveProperty("securityToken");
  await Promise.all([first.close(), second.close(), second.close()]);
});

it("accepts another identity", async () => {
  const identity = {
    region: "eu-west-101",
    projectId: "p",
    accessKey: "a",
    secretKey: "s",
    securityToken: "t",
    instanceId: "i",
  };
  const simulator = await startSimulator(identity);
  expect(simulator).toMatchObject(identity);
  await simulator.close();
});

it("listens on 127.0.0.1 and on no other address of this machine", async () => {
  const simulator = await startSimulator({ scenarios: [] });
  const other = simulator.url.replace("127.0.0.1", "127.0.0.2");
  const here = await fetch(simulator.url).then(({ status }) => status);
  const elsewhere: unknown = await fetch(other).catch((error: unknown) => error);
  await simulator.close();
  expect(here).toBe(404);
  expect(elsewhere).toMatchObject({ cause: { code: "ECONNREFUSED" } });
});

it("names an unknown scenario", async () => {
  const simulator = await startSimulator({ scenarios: ["quick"] });
  expect(() => simulator.task("long")).toThrow(
    /the simulator has no scenario "long"; it has quick/,
  );
  await simulator.close();
});

it.each([
  [{ steps }, /mine\.json is not a valid scenario: name: /],
  [{ name: "s" }, /needs either steps or answer/],
  [{ name: "s", steps, answer: {} }, /needs either steps or answer/],
  [{ name: "s", steps: [] }, /steps: must not be empty/],
  [{ name: "s", steps: [{ name: "a", seconds: -1 }] }, /steps\.0\.seconds: must be 0 or more/],
  [{ name: "s", steps: [{ name: "a" }] }, /steps\.0: needs seconds or subSteps/],
  [
    { name: "s", steps: [{ name: "a", seconds: 1, subSteps: [{ name: "b", seconds: 2 }] }] },
    /take longer/,
  ],
  [{ name: "s", steps, stall: [] }, /stall: /],
  [{ name: "s", steps, stalls: [{ atPercent: 100, seconds: 1 }] }, /less than 100/],
  [{ name: "s", steps, faults: [{ request: [3, 2] }] }, /faults\.0\.request: /],
  [{ name: "s", steps, createdAfterSeconds: 1, startedSecondsAgo: 1 }, /exclude each other/],
  ["{", /mine\.json is not JSON: /],
])("rejects the scenario file %j", async (content, message) => {
  const scenarios = [file("mine.json", content)];
  const error: unknown = await startSimulator({ scenarios }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SimulatorInputError);
  expect(error).toMatchObject({
    option: "scenarios",
    message: expect.stringMatching(message) as string,
  });
});

it.each<[Parameters<typeof startSimulator>[0], RegExp]>([
  [{ scenarios: ["nope"] }, /no scenario and no file "nope".*sample, resize, quick/],
  [{ scenarios: ["./nope.json"] }, /cannot read the file \.\/nope\.json \(ENOENT\)/],
  [{ scenarios: ["quick", "quick"] }, /"quick" is given twice/],
  [
    { scenarios: [{ name: "s", steps: [{ seconds: "ten" }], foo: 1 } as never] },
    /steps\.0\.name: is missing; steps\.0\.seconds: must be number, and is "ten"; foo: is not a field/,
  ],
  [{ scenarios: [{ name: "s" }] }, /scenario "s" is not a valid scenario/],
  [{ port: 65536 }, /65536 is not a port/],
  [{ port: 1.5 }, /1\.5 is not a port/],
  [{ resize: [] }, /is empty; give a scenario or a list of them/],
  [{ resize: ["fails", "nope"] }, /no scenario and no file "nope".*sample, resize, quick/],
  [{ resize: { name: "s" } }, /scenario "s" is not a valid scenario/],
  [{ upgrade: "./nope.json" }, /cannot read the file \.\/nope\.json \(ENOENT\)/],
  [{ now: () => NaN }, /NaN is not a time; return milliseconds/],
  [{ speed: 0 }, /0 is not a speed/],
  [{ speed: NaN }, /NaN is not a speed/],
])("rejects %j", async (options, message) => {
  await expect(startSimulator(options)).rejects.toThrow(message);
});

it.each([[{ resize: "nope" }], [{ upgrade: [] }], [{ scenarios: ["nope"] }], [{ speed: 0 }]])(
  "names the option of %j in the error",
  async (options) => {
    const [option] = Object.keys(options);
    await expect(startSimulator(options)).rejects.toMatchObject({ option });
  },
);

it("says that a port is in use", async () => {
  const first = await startSimulator();
  const port = Number(new URL(first.url).port);
  await expect(startSimulator({ port })).rejects.toThrow(`${port} is in use; choose another`);
  await first.close();
});

it("answers each request with one moment, which its record has too", async () => {
  let at = Date.now();
  // A clock that goes on whenever it is read, so that two looks at it are never alike.
  const now = (): number => (at += 200);
  const simulator = await startSimulator({
    now,
    scenarios: [{ name: "a", steps: [{ name: "one", seconds: 60 }] }],
  });
  const path = `/v2/${simulator.projectId}/instances/${simulator.instanceId}/tasks`;
  const answered: unknown[] = [];
  for (let query = 0; query < 20; query += 1) {
    const { body } = await vendorGet(simulator, `${path}/${simulator.tasks["a"]}/progress`);
    answered.push(body["progress"]);
  }
  await simulator.close();
  expect(simulator.requests.map(({ progress }) => progress)).toEqual(answered);
  expect(new Set(answered).size).toBeGreaterThan(5);
});
