// One whole query after the other, over a connection that stays open: signing, sending, parsing.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Client, urlOf } from "../../shared/build.ts";
import { compareInTurns } from "../../shared/compare.ts";
import { accessKey, headers, instanceId, path, projectId, secretKey, taskId } from "./fixtures.ts";
import { queryWithVendor } from "./vendor.ts";

const ROUNDS = 9;
const PER_ROUND = 300;

type Query = () => Promise<unknown>;

/** By method: milliseconds of this process's CPU for one query. */
export async function measureQueries(
  client: Client,
  dist: string,
): Promise<Record<string, number>> {
  const sample = urlOf(dist, "simulator/scenarios/sampleAnswer.js");
  const server = fork(fileURLToPath(new URL("server.ts", import.meta.url)), [sample]);
  try {
    const [url] = (await once(server, "message")) as [string];
    const methods: Record<string, Query> = {
      ours: queryWithOurs(client, url),
      vendor: queryWithVendor(url),
      "signed fetch": signedFetch(client, url),
      fetch: async () => (await fetch(`${url}${path}`, { headers })).json(),
    };
    return await compareInTurns(methods, { rounds: ROUNDS, run: cpuMsOf });
  } finally {
    server.disconnect();
  }
}

async function cpuMsOf(query: Query): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < PER_ROUND; n += 1) await query();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / PER_ROUND;
}

function queryWithOurs({ DcsClient }: Client, endpoint: string): Query {
  const credentials = { accessKey, secretKey };
  const client = new DcsClient({
    ...{ region: "cn-north-4", projectId, endpoint, credentials },
    // Queries would wait for their turn.
    requestsPerSecond: 10_000,
  });
  return () => client.showBackgroundTaskProgress({ instanceId, taskId });
}

function signedFetch({ signRequest }: Client, endpoint: string): Query {
  const request = { method: "GET", url: `${endpoint}${path}`, headers };
  return async () => {
    const signed = signRequest(request, { accessKey, secretKey });
    return (await fetch(request.url, { headers: signed })).json();
  };
}
