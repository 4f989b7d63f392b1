import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { startSimulator } from "../../src/simulator";
import { repository } from "../support/pulumi/engineFolder";

const script = path.join(repository, "examples/query-only/index.mjs");

test("examples/query-only shows a task, waits for it and exits", async () => {
  const simulator = await startSimulator({ scenarios: ["quick"] });
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [script, simulator.instanceId, simulator.tasks["quick"] ?? ""],
      {
        env: {
          HW_ACCESS_KEY: simulator.accessKey,
          HW_SECRET_KEY: simulator.secretKey,
          HW_REGION_NAME: simulator.region,
          DCS_ENDPOINT: simulator.url,
        },
      },
    );
    expect(stdout).toMatch(/^0 %, about 3 s left\n {2}EXECUTING /);
    expect(stdout).toMatch(/succeeded after \d+ s and \d+ queries\n$/);
  } finally {
    await simulator.close();
  }
});

test("examples/query-only names what is missing", async () => {
  await expect(
    promisify(execFile)(process.execPath, [script, "an-instance", "a-task"], { env: {} }),
  ).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^INVALID_INPUT: no credentials: set .* HW_ACCESS_KEY/) as string,
  });
});
