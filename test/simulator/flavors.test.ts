import { type Provided, startProvided } from "./support/providerCalls";

let provided: Provided;
beforeEach(async () => {
  provided = await startProvided();
});
afterEach(() => provided.simulator.close());

describe("flavors", () => {
  it.each([
    ["redis.ha.xu1.large.r2.8", { cache_mode: "ha", replica_count: 2, cpu_type: "x86_64" }],
    ["redis.ha.au1.large.r3.8", { cache_mode: "ha", replica_count: 3, cpu_type: "aarch64" }],
    ["redis.cluster.xu1.large.r1.24", { cache_mode: "cluster", replica_count: 1 }],
    ["redis.single.xu1.tiny.128", { cache_mode: "single", replica_count: 1 }],
  ])("%s has its type, CPU and number of replicas", async (code, flavor) => {
    const { body } = await provided.get(`${provided.base}/flavors`, { spec_code: code });
    expect(body["flavors"]).toMatchObject([{ spec_code: code, ...flavor }]);
  });

  it("of an unknown form give an empty list, and a list without filter is rejected", async () => {
    const { get, base } = provided;
    expect((await get(`${base}/flavors`, { spec_code: "large" })).body).toEqual({ flavors: [] });
    expect(await get(`${base}/flavors`)).toMatchObject({
      status: 400,
      body: { error_code: "DCS.4063" },
    });
  });
});
