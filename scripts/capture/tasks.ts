import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { simulate } from "../demo/simulate.ts";
import { env, folder, type SimulatedTasks, stepsFile } from "./place.ts";

/** A simulator with a task for each wait, and the variables that lead to it. */
export async function simulateTasks(): Promise<SimulatedTasks & { stop: () => void }> {
  const steps: unknown = JSON.parse(readFileSync(stepsFile, "utf8"));
  const files = ["resize-80", "resize-40", "running"].map((name) => {
    const file = path.join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify({ name, steps }));
    return file;
  });
  const scenarios = [...files, "fails", "quick"].flatMap((name) => ["--scenario", name]);
  const { identity, stop } = await simulate(...scenarios);
  const { url, region, accessKey, secretKey, instanceId, tasks } = identity;
  return {
    instanceId,
    tasks,
    env: {
      ...env,
      HW_REGION_NAME: region,
      HW_ACCESS_KEY: accessKey,
      HW_SECRET_KEY: secretKey,
      [`HUAWEICLOUD_SDK_REGION_DCS_${region.toUpperCase().replaceAll("-", "_")}`]: url,
    },
    stop,
  };
}
