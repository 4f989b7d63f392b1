// Only the client: queries the progress of a background task, then waits for its end, without Pulumi.
//
//   HW_ACCESS_KEY=… HW_SECRET_KEY=… HW_REGION_NAME=cn-north-4 node index.mjs <instance id> <task id>
import { DcsClient, isDcsError, settleBackgroundTask } from "pulumi-huaweicloud-dcs/client";

const [instanceId = "", taskId = ""] = process.argv.slice(2);
const client = new DcsClient({
  region: process.env.HW_REGION_NAME ?? "cn-north-4",
  // Only for other clouds and the simulator.
  endpoint: process.env.DCS_ENDPOINT,
});

// Ctrl-C stops the wait; the task continues in the cloud.
const interrupt = new AbortController();
process.once("SIGINT", () => interrupt.abort());

try {
  const now = await client.showBackgroundTaskProgress({ instanceId, taskId });
  console.log(`${now.progress} %, about ${now.remainTime} s left`);
  for (const step of now.stepDetails) console.log(`  ${step.stepStatus} ${step.stepName}`);

  const { outcome, attempts, elapsedMs } = await settleBackgroundTask(
    client,
    { instanceId, taskId },
    {
      signal: interrupt.signal,
      timeoutMs: 30 * 60_000,
      onProgress: ({ progress }) => console.log(`${progress} %`),
    },
  );
  console.log(`${outcome} after ${Math.round(elapsedMs / 1000)} s and ${attempts} queries`);
  process.exitCode = outcome === "succeeded" ? 0 : 1;
} catch (error) {
  if (!isDcsError(error)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 2;
}
