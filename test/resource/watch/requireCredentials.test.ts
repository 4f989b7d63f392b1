import type { Host } from "../../../src/resource/host/host";
import { requireCredentials } from "../../../src/resource/host/requireCredentials";
import { type Simulator, startSimulator } from "../../../src/simulator";
import { systemClock } from "../../../src/wait/time/clock";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ scenarios: [] });
});
afterAll(() => simulator.close());

/** Checks the credentials of a configuration and an environment in which only the region is known. */
async function check(
  configuration: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const host: Host = {
    configuration: () => Promise.resolve((name: string) => configuration[name]),
    env: { HW_REGION_NAME: "cn-north-4", PULUMI_DCS_METADATA: "off", HOME: "/nowhere", ...env },
    ...{ onTerminal: false, isUnknown: () => false, clock: systemClock },
    ...{ now: Date.now, runStartedAt: Date.now },
  };
  await requireCredentials(host, { instanceId: "i-1" });
}

const accessKey = { "huaweicloud:accessKey": "AKEXAMPLE" };
const password = { HW_USER_NAME: "me", HW_USER_PASSWORD: "hidden", HW_DOMAIN_NAME: "us" };

test.each([
  ["keys", { ...accessKey, "huaweicloud:secretKey": "hidden" }, {}],
  ["keys of the environment", {}, { HW_ACCESS_KEY: "AKEXAMPLE", HW_SECRET_KEY: "hidden" }],
  ["a password, for which IAM is not asked yet", {}, password],
])("%s are enough, without a request", async (_what, configuration, env) => {
  await expect(check(configuration, env)).resolves.toBeUndefined();
  expect(simulator.requests).toEqual([]);
});

test.each([
  ["nothing", {}, {}, /^no credentials: set huaweicloud:accessKey and /],
  ["half a key pair", accessKey, {}, /"huaweicloud:secretKey"/],
  ["a password without its domain", {}, { ...password, HW_DOMAIN_NAME: "" }, /HW_DOMAIN_NAME/],
])("%s is an error that names what is missing", async (_what, configuration, env, message) => {
  const error = await check(configuration, env).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: "INVALID_INPUT",
    message: expect.stringMatching(message) as string,
  });
  expect(String(error)).not.toContain("hidden");
});

test("the metadata of an ECS is asked where nothing else is set", async () => {
  await expect(check({}, { PULUMI_DCS_METADATA: simulator.url })).resolves.toBeUndefined();
  expect(simulator.requests.map(({ path }) => path)).toContainEqual(
    expect.stringMatching(/securitykey$/),
  );
});
