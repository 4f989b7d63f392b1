// Creates and resizes an instance with examples/instance-resize: a real `pulumi up` against the
// simulator, with a stand-in for the Huawei Cloud provider. Leaves nothing behind.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { buildAndFindEngine, copyExample, say } from "./demo/prepare.mjs";

const engine = buildAndFindEngine();
const load = createRequire(import.meta.url);
const { startSimulator } = load("../dist/simulator/index.js");
const { requestLine } = load("../dist/cli/requestLine.js");
const standIn = fileURLToPath(new URL("../engine/huaweicloud-stand-in", import.meta.url));

const simulator = await startSimulator({ scenarios: [], resize: "resize", speed: 2 });
const example = copyExample("instance-resize", {
  engine,
  paths: [`${standIn}/bin`],
  env: {
    HW_REGION_NAME: simulator.region,
    HW_PROJECT_ID: simulator.projectId,
    HW_ACCESS_KEY: simulator.accessKey,
    HW_SECRET_KEY: simulator.secretKey,
    HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: simulator.url,
  },
});
const { pulumi } = example;
try {
  say("The program (examples/instance-resize) has a DCS instance and a BackgroundTask after it.");
  console.log("The program, the engine and BackgroundTask are real. DCS is simulated, and the");
  console.log("Huawei Cloud provider has a stand-in: engine/huaweicloud-stand-in.");
  await pulumi("stack", "init", "demo", "--non-interactive");
  await configure({ vpcId: "vpc-1", subnetId: "subnet-1", availabilityZone: "cn-north-4a" });

  say("1. pulumi up, with capacity 4: creates the instance");
  console.log('Look at the row "resize": there is no task to wait for, and it says so.\n');
  await size(4);
  await pulumi("up", "--yes", "--skip-preview");

  say("2. pulumi preview, with capacity 8");
  console.log('Look at the row "resize": it says what will be waited for. Nothing is asked.\n');
  await size(8);
  await pulumi("preview");

  say("3. pulumi up: resizes the instance, and waits for the task that this starts");
  console.log(
    'Look at the row "resize": percentage, time left and step of a resize of 15 seconds.',
  );
  console.log("Nobody gave its id: the answer to a resize is empty.\n");
  const before = simulator.requests.length;
  await pulumi("up", "--yes", "--skip-preview");
  const asked = simulator.requests.slice(before);

  say("4. pulumi up once more, without a change: asks nothing");
  const settled = simulator.requests.length;
  await pulumi("up", "--yes", "--skip-preview");
  console.log(`\nRequests to DCS in this run: ${simulator.requests.length - settled}`);

  say(`Done. The requests of the resize in act 3, of which the provider made two:`);
  console.log(asked.map(requestLine).join("\n"));
} finally {
  await simulator.close();
  example.remove();
}

function size(capacity) {
  return configure({ capacity, flavor: `redis.ha.xu1.large.r2.${capacity}` });
}

function configure(settings) {
  const pairs = Object.entries(settings).flatMap(([k, v]) => ["--plaintext", `${k}=${v}`]);
  return pulumi("config", "set-all", ...pairs);
}
