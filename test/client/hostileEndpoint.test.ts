import { startSimulator } from "../../src/simulator";
import { closeServers, serve } from "./support/answerServer";
import { ask, clientOf, taskOf } from "./support/clients";

afterEach(closeServers);

test("what a hostile endpoint receives is refused by the real one, and holds no secret key", async () => {
  const simulator = await startSimulator({ scenarios: ["done"], securityToken: "token" });
  try {
    const { accessKey, secretKey, securityToken, projectId } = simulator;
    const options = { credentials: { accessKey, secretKey, securityToken }, projectId };
    const hostile = await serve({ body: { progress: 1 } });
    await ask(hostile, options);
    const [seen] = hostile.requests;
    expect(JSON.stringify(seen)).not.toContain(secretKey);

    // fetch sends a host of its own: that of the address.
    const headers = Object.entries(seen?.headers ?? {}).flatMap(
      ([name, value]): [string, string][] =>
        ["host", "connection"].includes(name) ? [] : [[name, String(value)]],
    );
    const replayed = await fetch(`${simulator.url}${seen?.url ?? ""}`, { headers });
    expect(replayed.status).toBe(401);
    await expect(replayed.json()).resolves.toMatchObject({ error_code: "APIGW.0301" });

    // The same keys, with a signature for the real one, are let in.
    const real = clientOf(simulator, options);
    await expect(real.showBackgroundTaskProgress(taskOf(simulator, "done"))).resolves.toMatchObject(
      { progress: 100 },
    );
  } finally {
    await simulator.close();
  }
});
