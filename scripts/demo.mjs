// A real `pulumi up` of examples/quickstart against the simulator. Leaves nothing behind.
// `node scripts/demo.mjs fails` plays another scenario of the simulator than `resize`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { buildAndFindEngine, copyExample, say } from "./demo/prepare.mjs";

const [scenario = "resize"] = process.argv.slice(2);
const engine = buildAndFindEngine();
const example = copyExample("quickstart", { engine });
const simulator = await startSimulator();
try {
  const { url, region, accessKey, secretKey, instanceId, tasks } = simulator.identity;
  say(`Simulating DCS at ${url}: a resize that takes 20 seconds has just been started`);
  await example.pulumi("stack", "init", "demo", "--non-interactive");
  const settings = {
    instanceId,
    taskId: tasks[scenario],
    "huaweicloud:region": region,
    "huaweicloud:accessKey": accessKey,
    "huaweicloud:endpoints": JSON.stringify({ dcs: url, iam: url }),
  };
  const plain = Object.entries(settings).flatMap(([k, v]) => ["--plaintext", `${k}=${v}`]);
  const secret = ["--secret", `huaweicloud:secretKey=${secretKey}`];
  await example.pulumi("config", "set-all", ...plain, ...secret);

  say("pulumi up (of examples/quickstart)");
  await example.pulumi("up", "--yes");
  say(`Done. While you watched, ${simulator.requests()} requests were made to DCS:`);
  console.log(simulator.log());
} finally {
  simulator.stop();
  example.remove();
}

async function startSimulator() {
  const cli = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
  const args = [cli, "simulate", "--scenario", scenario, "--speed", "1.5"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => lines.push(line));
  await once(reader, "line");
  const log = () => lines.slice(1);
  return {
    identity: JSON.parse(lines[0]),
    requests: () => log().length,
    log: () => log().join("\n"),
    stop: () => child.kill(),
  };
}
