import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const script = path.resolve(__dirname, "../../lab/campaign/run.ts");
const ablation = path.resolve(__dirname, "../../lab/ablation/run.ts");

interface Report {
  readonly waits: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly findings: readonly unknown[];
}

async function campaign(...options: readonly string[]): Promise<Report> {
  const args = [script, "--json", ...options];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    maxBuffer: 100 * 1024 * 1024,
  }).catch(
    // It reports as much when it found something.
    (error: unknown) => error as { stdout: string },
  );
  return JSON.parse(stdout) as Report;
}

test("300 runs in which everything goes wrong report nothing but the truth, and leave nothing", async () => {
  const { waits, faults, findings } = await campaign("--runs", "300", "--seed", "1");
  expect(findings).toEqual([]);
  expect(Object.keys(faults).length).toBeGreaterThan(90);
  expect(Object.keys(waits)).toEqual(
    expect.arrayContaining(["succeeded", "failed", "timedOut", "aborted", "lost", "up: SUCCEEDED"]),
  );
}, 900_000);

test.each(["many tasks", "a bad key", "several times up", "the clock jumps", "single queries"])(
  "runs about %s take the same course again",
  async (subject) => {
    const first = await campaign("--runs", "4", "--seed", "7", "--about", subject);
    const second = await campaign("--runs", "4", "--seed", "7", "--about", subject);
    expect({ ...second, seconds: 0 }).toEqual({ ...first, seconds: 0 });
  },
  300_000,
);

test("the text of each guard that can be taken away is in the build", async () => {
  const args = [ablation, "--check"];
  await expect(promisify(execFile)(process.execPath, args)).resolves.toMatchObject({ stderr: "" });
});
