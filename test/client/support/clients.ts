import { DcsClient, type DcsClientOptions, type TaskProgress } from "../../../src/client";
import type { QueryOptions } from "../../../src/client";
import type { Simulator } from "../../../src/simulator";

/** Keys of no account. */
export const keys = { accessKey: "AKEXAMPLE", secretKey: "SKEXAMPLESECRET" };

export const task = {
  instanceId: "5560df16-cebf-4473-95c4-d1b573c16e79",
  taskId: "8abf6e1e72c12e7c0172c15b508500aa",
};

/** More than any test asks for: the budget has tests of its own. */
const PLENTY = 10_000;

/** A client for a server that does not care what it is asked. */
export function clientOf(
  { url }: { readonly url: string },
  options: Partial<DcsClientOptions> = {},
): DcsClient {
  return new DcsClient({
    region: "cn-north-4",
    endpoint: url,
    projectId: "project1",
    credentials: keys,
    requestsPerSecond: PLENTY,
    // A wall clock of its own, by which what is known of keys is shared.
    now: () => Date.now(),
    ...options,
  });
}

/** One progress query, without retries unless asked for. */
export function ask(
  server: { readonly url: string },
  client: Partial<DcsClientOptions> = {},
  query: QueryOptions = {},
): Promise<TaskProgress> {
  return clientOf(server, client).showBackgroundTaskProgress(task, { retries: 0, ...query });
}

/** A client with all that the simulator needs. */
export function simulatorClient(
  simulator: Simulator,
  options: Partial<DcsClientOptions> = {},
): DcsClient {
  const { url, region, projectId, accessKey, secretKey, securityToken } = simulator;
  return new DcsClient({
    region,
    endpoint: url,
    projectId,
    credentials: { accessKey, secretKey, securityToken },
    requestsPerSecond: PLENTY,
    // A wall clock of its own, by which what is known of keys is shared.
    now: () => Date.now(),
    ...options,
  });
}

/** Names a scenario's task. */
export function taskOf({ instanceId, tasks }: Simulator, scenario: string): typeof task {
  return { instanceId, taskId: tasks[scenario] ?? "" };
}
