import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const script = path.resolve(__dirname, "../../faults/run.mjs");

interface Told {
  readonly waits: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly findings: readonly unknown[];
}

async function campaign(...options: readonly string[]): Promise<Told> {
  const args = [script, "--json", ...options];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch(
    // It tells as much when it found something.
    (error: unknown) => error as { stdout: string },
  );
  return JSON.parse(stdout) as Told;
}

test("300 runs in which all that can goes wrong tell nothing but the truth, and leave nothing", async () => {
  const { waits, faults, findings } = await campaign("--runs", "300", "--seed", "1");
  expect(findings).toEqual([]);
  expect(Object.keys(faults).length).toBeGreaterThan(70);
  expect(Object.keys(waits)).toEqual(
    expect.arrayContaining(["succeeded", "failed", "timedOut", "aborted", "lost"]),
  );
}, 240_000);

test("the same run takes the same course again", async () => {
  const first = await campaign("--run", "305");
  const second = await campaign("--run", "305");
  expect(second.waits).toEqual(first.waits);
  expect(second.faults).toEqual(first.faults);
}, 60_000);
