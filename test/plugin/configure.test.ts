import { openStage, type Stage } from "./support/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ scenarios: ["done"], isConfigured: false });
});
afterEach(() => stage.close());

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

test("the handshake asks for secrets, which errors and rows hide", async () => {
  expect(await stage.calls.handshake()).toMatchObject({
    acceptSecrets: true,
    acceptResources: false,
    acceptOutputs: false,
  });
});

test("version and schema are those of the package, in the only version of schemas", async () => {
  expect(await stage.calls.version()).toBe("1.2.3");
  expect(await stage.calls.schema()).toBe('{"name":"huaweicloud-dcs"}');
  await expect(stage.calls.schema(1)).rejects.toThrow("unsupported schema version 1");
});

test("the keys of the configuration are inputs of a provider, with their texts or typed", async () => {
  const typed = {
    ...stage.variables,
    endpoints: { dcs: stage.simulator.url, iam: stage.simulator.url },
    insecure: true,
    requestsPerSecond: 3,
    assumeRoles: [{ agencyName: "agency", domainName: "account" }],
    version: "0.2.0",
  };
  expect(await stage.calls.checkConfig(typed)).toEqual({ inputs: typed, failures: {} });
  const texts = { ...stage.variables, insecure: "true", requestsPerSecond: "3" };
  expect(await stage.calls.checkConfig(texts)).toEqual({ inputs: texts, failures: {} });
});

test("nothing has to be set, since variables may be", async () => {
  expect((await stage.calls.checkConfig({})).failures).toEqual({});
});

test.each([
  ["regoin", "cn-north-4", /"regoin" is not a key of huaweicloud-dcs; the keys are region, /],
  ["region", 4, '"region" must be a text'],
  ["region", "China North", '"huaweicloud-dcs:region" must be the id of a region'],
  ["insecure", 1, '"insecure" must be true or false'],
  ["insecure", "perhaps", '"huaweicloud-dcs:insecure" must be true or false'],
  ["requestsPerSecond", true, '"requestsPerSecond" must be a number'],
  ["requestsPerSecond", -1, '"huaweicloud-dcs:requestsPerSecond" must'],
  ["endpoints", ["https://dcs"], '"endpoints" must be an object'],
  ["endpoints", { dcs: "ftp://dcs" }, '"huaweicloud-dcs:endpoints.dcs" must be a URL'],
  ["assumeRoles", {}, '"assumeRoles" must be a list'],
  ["accessKey", "only-the-half", '"huaweicloud-dcs:secretKey" is missing'],
])("a wrong %s (%j) is a failure on its key", async (key, value, reason) => {
  const { failures } = await stage.calls.checkConfig({ [key]: value });
  expect(Object.values(failures)).toEqual([expect.stringMatching(reason)]);
  expect(["secretKey", key]).toContain(Object.keys(failures)[0]);
  expect(stage.simulator.requests).toHaveLength(0);
});

test("every wrong key is named at once", async () => {
  const { failures } = await stage.calls.checkConfig({ a: "1", region: 1, insecure: [] });
  expect(Object.keys(failures).toSorted()).toEqual(["a", "insecure", "region"]);
});

test("what only the real run will know is not checked", async () => {
  const { failures } = await stage.calls.checkConfig({ accessKey: "a", secretKey: UNKNOWN });
  expect(failures).toEqual({});
});

test("a provider differs by its keys, and is never replaced", async () => {
  const olds = { region: "a", version: "1" };
  expect(await stage.calls.diffConfig(olds, { region: "a", version: "1" })).toMatchObject({
    changes: "none",
  });
  expect(await stage.calls.diffConfig(olds, { region: "b", version: "1" })).toMatchObject({
    changes: "some",
    replaces: [],
  });
});

test("a call that comes before the configuration waits for it", async () => {
  const created = stage.calls.create(stage.inputs("done"));
  await stage.configure();
  await expect(created).resolves.toMatchObject({ outputs: { status: "SUCCEEDED" } });
});

test("messages name the plugin's own namespace, which alone it gets", async () => {
  await stage.configure({ ...stage.variables, region: "" });
  const { failures } = await stage.calls.check(stage.inputs("done"));
  expect(failures).toEqual({
    region:
      '"region" must be set: use the input "region", huaweicloud-dcs:region or HW_REGION_NAME',
  });
});
