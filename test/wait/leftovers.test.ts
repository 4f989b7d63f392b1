import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const requireTs = join(__dirname, "../cli/support/requireTs.js");
const waits = join(__dirname, "support/waits.ts");

it("a process ends by itself as soon as its waits have ended", async () => {
  const options = { timeout: 60_000 };
  const run = promisify(execFile)(process.execPath, ["--require", requireTs, waits], options);
  await expect(run).resolves.toEqual({
    stdout: "succeeded failed timedOut aborted aborted\n",
    stderr: "",
  });
});
