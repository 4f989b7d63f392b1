import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const requireTs = join(__dirname, "../../cli/support/requireTs.js");
const watches = join(__dirname, "support/failingWatches.ts");

it("a watch that fails before it is finished ends no process, and one that never is keeps none", async () => {
  const args = ["--unhandled-rejections=strict", "--require", requireTs, watches];
  const run = promisify(execFile)(process.execPath, args, { timeout: 60_000 });
  await expect(run).resolves.toEqual({
    stdout: "TASK_FAILED\nFORBIDDEN\nNETWORK\na defect\n",
    stderr: "",
  });
});
