// Creates and resizes an instance with examples/instance-resize: a real `pulumi up` against the
// simulator, with a stand-in for the Huawei Cloud provider. Deletes all that it made.
import { fileURLToPath } from "node:url";
import type { RecordedRequest } from "pulumi-huaweicloud-dcs/simulator";
import { buildAndFindEngine, copyExample, say } from "./demo/prepare.ts";

const engine = await buildAndFindEngine();
// There is a build only now.
const { startSimulator } = await import("pulumi-huaweicloud-dcs/simulator");
const { requestLine } = await import("../dist/cli/requestLine.js");
const standIn = fileURLToPath(new URL("../engine/huaweicloud-stand-in", import.meta.url));

const simulator = await startSimulator({ scenarios: [], resize: ["fails", "resize"], speed: 4 });
const example = copyExample("instance-resize", {
  engine,
  paths: [`${standIn}/bin`],
  env: {
    // The real provider looks every ten seconds.
    STAND_IN_SPEED: "5",
    HW_REGION_NAME: simulator.region,
    HW_PROJECT_ID: simulator.projectId,
    HW_ACCESS_KEY: simulator.accessKey,
    HW_SECRET_KEY: simulator.secretKey,
    HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: simulator.url,
  },
});
const { pulumi, run, configure } = example;
const up = ["up", "--yes", "--skip-preview"];
try {
  await introduce();
  await createInstance();
  await previewResize();
  const failed = await failResize();
  const succeeded = await resize();
  await changeNothing();

  say("Done. The requests to DCS in the two acts with a resize:");
  print("Act 3, where it failed", failed);
  print("Act 4, where it succeeded", succeeded);
} finally {
  await simulator.close();
  example.remove();
}

async function introduce(): Promise<void> {
  say("The program (examples/instance-resize) has an instance with hooks, and a BackgroundTask.");
  console.log(`Real: the program, the engine, the hooks and BackgroundTask with their requests.
Simulated: DCS. It makes the first resize fail and the second one succeed.
A stand-in: the Huawei Cloud provider, in engine/huaweicloud-stand-in. It behaves as
the real one was seen to, but waits five times faster. The engine warns that it finds this
provider on $PATH; the real one is a plugin.`);
  await pulumi("stack", "init", "demo", "--non-interactive");
  const place = { vpcId: "vpc-1", subnetId: "subnet-1" };
  await configure({ ...place, "availabilityZones[0]": "cn-north-4a" });
}

async function createInstance(): Promise<void> {
  say("1. pulumi up, with capacity 4: creates the instance");
  console.log('Look at the row "resize": there is no task to wait for, and it says so.\n');
  await setCapacity(4);
  await pulumi(...up);
}

async function previewResize(): Promise<void> {
  say("2. pulumi preview, with capacity 8");
  console.log('Look at the row "resize": it says what will be waited for. Nothing is asked.\n');
  await setCapacity(8);
  await pulumi("preview");
}

/** Gives the requests that were made. */
async function failResize(): Promise<readonly RecordedRequest[]> {
  say("3. pulumi up: the resize fails in the cloud");
  console.log(`The provider waits without a word until the instance runs again, and takes no notice
of the failure. The hooks show the progress in the row "cache", and fail the up.
`);
  const before = simulator.requests.length;
  const code = await run(...up);
  if (code === 0) throw new Error("pulumi up ended well although the resize failed");
  console.log(`\nThe exit code is ${code}. Without the hooks and BackgroundTask it would be 0.`);
  return simulator.requests.slice(before);
}

/** Gives the requests that were made. */
async function resize(): Promise<readonly RecordedRequest[]> {
  say("4. pulumi up once more: the same resize, which succeeds");
  console.log(
    "The provider has read the old size back, so it starts the resize again by itself. The hooks\n" +
      'show it in the row "cache". Then BackgroundTask gives its steps, in the row "resize".\n',
  );
  const before = simulator.requests.length;
  await pulumi(...up);
  return simulator.requests.slice(before);
}

async function changeNothing(): Promise<void> {
  say("5. pulumi up without a change: asks nothing");
  const before = simulator.requests.length;
  await pulumi(...up);
  console.log(`\nRequests to DCS in this run: ${simulator.requests.length - before}`);
}

/** The provider never asks for a task, and the hooks and BackgroundTask for nothing else. */
function print(act: string, requests: readonly RecordedRequest[]): void {
  const own = requests.filter(({ path }) => path.includes("/tasks"));
  console.log(
    `${act}: ${requests.length - own.length} by the provider, and these ${own.length} by this package`,
  );
  console.log(own.map((request) => `  ${requestLine(request)}`).join("\n"));
}

function setCapacity(capacity: number): Promise<void> {
  return configure({ capacity, flavor: `redis.ha.xu1.large.r2.${capacity}` });
}
