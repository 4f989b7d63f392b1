// One whole query after the other, over a connection that stays open: signing, sending, parsing.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { accessKey, headers, instanceId, path, projectId, secretKey, taskId } from "./fixtures.mjs";
import { inTurns } from "./median.mjs";

const ROUNDS = 9;
const PER_ROUND = 300;

/** By method: milliseconds of this process's CPU for one query. */
export async function measureQueries(client, load, dist) {
  const server = fork(fileURLToPath(new URL("server.mjs", import.meta.url)), [dist]);
  try {
    const [url] = await once(server, "message");
    const methods = { ours: ours(client, url), vendor: vendor(load, url), ...bare(client, url) };
    return await inTurns(methods, ROUNDS, async (query) => {
      const before = process.cpuUsage();
      for (let n = 0; n < PER_ROUND; n += 1) await query();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000 / PER_ROUND;
    });
  } finally {
    server.disconnect();
  }
}

function ours({ DcsClient }, endpoint) {
  const credentials = { accessKey, secretKey };
  const client = new DcsClient({ region: "cn-north-4", projectId, endpoint, credentials });
  return () => client.showBackgroundTaskProgress({ instanceId, taskId });
}

function bare({ signRequest }, url) {
  const request = { method: "GET", url: `${url}${path}`, headers };
  return {
    "signed fetch": async () => {
      const signed = signRequest(request, { accessKey, secretKey });
      return (await fetch(request.url, { headers: signed })).json();
    },
    fetch: async () => (await fetch(request.url, { headers })).json(),
  };
}

/**
 * As the vendor's generated clients call their core. Its `ClientBuilder` is passed over: it needs a
 * package that the core does not name among its dependencies.
 */
function vendor(load, url) {
  const { HcClient } = load("@huaweicloud/huaweicloud-sdk-core/HcClient");
  const { DefaultHttpClient } = load("@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient");
  const { BasicCredentials } = load("@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials");
  const credential = new BasicCredentials()
    .withAk(accessKey)
    .withSk(secretKey)
    .withProjectId(projectId);
  const http = new DefaultHttpClient({ headers: { "User-Agent": "benchmark" } }, [url]);
  const client = new HcClient(http).withCredential(credential).withEndpoints([url]);
  return () =>
    client.sendRequest({
      url: "/v2/{project_id}/instances/{instance_id}/tasks/{task_id}/progress",
      method: "GET",
      contentType: "application/json",
      queryParams: {},
      pathParams: { project_id: projectId, instance_id: instanceId, task_id: taskId },
      headers: {},
    });
}
