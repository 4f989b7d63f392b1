import { large, type Provided, small, startProvided } from "./support/providerCalls";

let provided: Provided;
beforeEach(async () => {
  provided = await startProvided();
});
afterEach(() => provided.simulator.close());

it("plays the whole life of an instance without a rejected request", async () => {
  const { simulator, create, get, call, base, waitUntilRunning, pass } = provided;
  const read = async (path: string): Promise<void> => {
    await get(path);
    const settings = ["configs", "bigkey/autoscan", "hotkey/autoscan"];
    const others = ["scan-expire-keys/autoscan-config", "autoscaling-policy/bandwidth"];
    for (const setting of [...settings, ...others]) await get(`${path}/${setting}`);
    for (const one of ["groups", "whitelist"]) {
      await get(`${path.replace("/instances/", "/instance/")}/${one}`);
    }
  };
  await get("/v3/projects", { name: simulator.region });
  await get("/v3/auth/domains");
  await get("/v2/products/service-types", { limit: "1" });
  const path = await create();
  await waitUntilRunning(path);
  await read(path);
  await get(`${base}/flavors`, { spec_code: small.spec_code });
  await get(`${base}/flavors`, { spec_code: large.spec_code });
  await call("POST", `${path}/resize`, { change_type: "", ...large });
  await waitUntilRunning(path);
  await read(path);
  await call("POST", `${path}/minor-version/upgrade`, {});
  await waitUntilRunning(path);
  await call("DELETE", path);
  expect(simulator.requests.filter(({ status }) => status >= 300)).toEqual([]);
  expect(simulator.requests.filter(({ signedHeaders }) => signedHeaders.length === 0)).toEqual([]);
  pass(10);
  expect((await get(path)).status).toBe(404);
});
