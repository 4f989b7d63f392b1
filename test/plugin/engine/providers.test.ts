import { type Simulator, startSimulator } from "../../../src/simulator";
import { declarations, openPluginStage, type PluginStage } from "./stage";

jest.setTimeout(300_000);

const program = `${declarations}
const places: { name: string; provider: pulumi.Inputs; task: pulumi.Inputs }[] = args.places;
export const regions = places.map(({ name, provider, task }) => {
  const { secretKey, ...others } = provider;
  const given = new Provider(name, { ...others, secretKey: pulumi.secret(secretKey) });
  return new Task(name, task, { provider: given }).region;
});
`;

let stage: PluginStage;
let elsewhere: Simulator;
beforeAll(async () => {
  stage = await openPluginStage({ scenarios: ["done", "long"] }, { "index.ts": program });
  elsewhere = await startSimulator({
    scenarios: ["done", "long"],
    region: "ap-southeast-3",
    projectId: "0123456789abcdef0123456789abcdef",
    instanceId: "11111111-2222-3333-4444-555555555555",
    accessKey: "ACCESSKEYOFTHEOTHERONE",
    secretKey: "SecretKeyOfTheOtherAccountThatOpensNothing",
  });
});
afterAll(async () => {
  await stage.close();
  await elsewhere.close();
});

/** A provider for a simulator's region and account, and the arguments of its task. */
function place(name: string, simulator: Simulator, scenario: string) {
  const { url, region, accessKey, secretKey, instanceId, tasks } = simulator;
  const provider = { region, accessKey, secretKey, endpoints: { dcs: url, iam: url } };
  // What the Node.js SDK does with an object that is an input of a provider.
  const inputs = { ...provider, endpoints: JSON.stringify(provider.endpoints) };
  return { name, provider: inputs, task: { instanceId, taskId: tasks[scenario] } };
}

test("explicit providers ask in two regions with two accounts, each in its own process", async () => {
  const places = [place("here", stage.simulator, "long"), place("there", elsewhere, "long")];
  await stage.give({ places });
  const run = stage.project.spawnUp();
  await run.waitForText(
    /Task here .*\d+%[^]*Task there .*\d+%|Task there .*\d+%[^]*Task here .*\d+%/,
  );
  expect(await stage.plugins()).toHaveLength(2);
  run.signal("SIGINT");
  expect((await run.done).code).not.toBe(0);
  await stage.untilNoPlugin();
  for (const { requests } of [stage.simulator, elsewhere]) {
    expect(requests.map(({ status }) => status)).not.toContain(401);
    expect(requests.filter(({ path }) => path.endsWith("/progress")).length).toBeGreaterThan(0);
  }
});

test("each task is in the region of its provider, and no secret key is in the state", async () => {
  const places = [place("here", stage.simulator, "done"), place("there", elsewhere, "done")];
  await stage.give({ places });
  const { code, all } = await stage.project.up();
  expect([code, all]).toEqual([0, expect.stringContaining("2 updated")]);
  const { region } = stage.simulator;
  expect(await stage.project.outputs()).toEqual({ regions: [region, elsewhere.region] });
  const text = await stage.project.stateFileText();
  for (const { secretKey } of [stage.simulator, elsewhere]) expect(text).not.toContain(secretKey);
});

test("a wrong key of an explicit provider is named, before any request", async () => {
  const wrong = place("here", stage.simulator, "done");
  const provider = { ...wrong.provider, regoin: "x", insecure: "perhaps" };
  await stage.give({ places: [{ ...wrong, provider }, place("there", elsewhere, "done")] });
  const before = stage.requests();
  const { code, all } = await stage.project.preview();
  expect(code).not.toBe(0);
  expect(all).toContain('"regoin" is not a key of huaweicloud-dcs');
  expect(stage.requests()).toBe(before);
});

test("another region of a provider replaces its tasks", async () => {
  const places = [place("here", stage.simulator, "done"), place("there", elsewhere, "done")];
  const [here, there] = places;
  const moved = { ...here, provider: { ...here?.provider, region: "cn-east-3" } };
  await stage.give({ places: [moved, there] });
  const { all } = await stage.project.preview();
  expect(all).toMatch(/Task here replace/);
  expect(all).not.toMatch(/Task there replace/);
  expect((await stage.project.destroy()).code).toBe(0);
});
