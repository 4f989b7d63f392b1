// A real `pulumi up` of examples/quickstart against the simulator. Leaves nothing behind.
// `npm run demo -- fails` plays another scenario of the simulator than `resize`.
import { buildAndFindEngine, copyExample, say } from "./demo/prepare.ts";
import { simulate } from "./demo/simulate.ts";

const [scenario = "resize"] = process.argv.slice(2);
const engine = await buildAndFindEngine();
const example = copyExample("quickstart", { engine });
const simulator = await simulate("--scenario", scenario, "--speed", "1.5");
try {
  const { url, region, accessKey, secretKey, instanceId, tasks } = simulator.identity;
  say(`Simulating DCS at ${url}: a resize that takes 20 seconds has just been started`);
  await example.pulumi("stack", "init", "demo", "--non-interactive");
  await example.configure(
    {
      instanceId,
      taskId: tasks[scenario] ?? "",
      "huaweicloud:region": region,
      "huaweicloud:accessKey": accessKey,
      "huaweicloud:endpoints": JSON.stringify({ dcs: url, iam: url }),
    },
    { "huaweicloud:secretKey": secretKey },
  );

  say("pulumi up (of examples/quickstart)");
  await example.pulumi("up", "--yes");
  const requests = simulator.log();
  say(`Done. While you watched, ${requests.length} requests were made to DCS:`);
  console.log(requests.join("\n"));
} finally {
  simulator.stop();
  example.remove();
}
