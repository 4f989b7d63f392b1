import { startSimulator, type Simulator, type SimulatorOptions } from "../../../src/simulator";
import { vendorCall, type Answer } from "./vendorGet";

/** The flavors between which the tests resize, with their capacities in GB. */
export const small = { spec_code: "redis.ha.xu1.large.r2.4", new_capacity: 4 };
export const large = { spec_code: "redis.ha.xu1.large.r2.8", new_capacity: 8 };

/** The body with which the Huawei provider creates an instance. */
export const creation = {
  az_codes: ["cn-north-4a"],
  capacity: 4,
  engine: "Redis",
  engine_version: "6.0",
  instance_num: 1,
  name: "cache-1234567",
  no_password_access: true,
  spec_code: small.spec_code,
  subnet_id: "subnet-1",
  vpc_id: "vpc-1",
};

/** A simulator in virtual time, queried like the Huawei provider does. */
export interface Provided {
  readonly simulator: Simulator;
  /** Advances the time. */
  readonly pass: (seconds: number) => void;
  readonly get: (path: string, query?: Record<string, string>) => Promise<Answer>;
  readonly call: (method: string, path: string, json?: unknown) => Promise<Answer>;
  /** Prefix of the project's paths. */
  readonly base: string;
  /** Creates an instance and returns its path. */
  readonly create: () => Promise<string>;
  /**
   * Waits like the provider: a query every ten seconds, the first after ten, until `task` is null and
   * `status` is RUNNING twice in a row. Returns the number of queries.
   */
  readonly waitUntilRunning: (instance: string) => Promise<number>;
}

export async function startProvided(options: SimulatorOptions = {}): Promise<Provided> {
  let nowMs = Date.UTC(2026, 0, 1);
  const simulator = await startSimulator({ scenarios: [], now: () => nowMs, ...options });
  const base = `/v2/${simulator.projectId}`;
  const pass = (seconds: number): void => {
    nowMs += seconds * 1000;
  };
  const get = (path: string, query?: Record<string, string>): Promise<Answer> =>
    vendorCall(simulator, path, { query, date: nowMs });
  const call = (method: string, path: string, json?: unknown): Promise<Answer> =>
    vendorCall(simulator, path, { method, json, date: nowMs });
  return {
    ...{ simulator, pass, get, call, base },
    create: async () => {
      const { body } = await call("POST", `${base}/instances`, creation);
      const [instance] = body["instances"] as { instance_id: string }[];
      return `${base}/instances/${instance?.instance_id ?? ""}`;
    },
    waitUntilRunning: async (instance) => {
      for (let looks = 1, running = 0; looks <= 1000; looks += 1) {
        pass(10);
        const { task, status } = (await get(instance)).body;
        running = task === null && status === "RUNNING" ? running + 1 : 0;
        if (running === 2) return looks;
      }
      throw new Error("the instance never becomes RUNNING");
    },
  };
}
