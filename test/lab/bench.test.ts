import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { repository } from "../support/pulumi/engineFolder";

const lab = (file: string) => JSON.stringify(path.join(repository, "lab", file));

/** Plays a few tasks of each family to the built package, as `npm run bench` does. */
const program = `
  const { ownBuild } = await import(${lab("shared/build.ts")});
  const { families, unseenFamilies } = await import(${lab("bench/families.ts")});
  const { makeOurs } = await import(${lab("bench/methods/ours.ts")});
  const { summarize } = await import(${lab("bench/summary.ts")});
  const { makeTasks } = await import(${lab("bench/tasks.ts")});
  const ours = await makeOurs(ownBuild);
  for (const family of Object.keys({ ...families, ...unseenFamilies })) {
    const figures = summarize(await ours.run(makeTasks(family, { count: 12, seed: 1 }), 1));
    console.log(JSON.stringify({ family, ...figures }));
  }
`;

interface Line {
  readonly family: string;
  readonly cost: number;
  readonly delayMax: number;
}

test("the benchmark's tasks are waited for to their end, and not later than its targets allow", async () => {
  const args = ["--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  expect(lines).toHaveLength(15);
  // The ceiling of the gap; 40 is 0.8 of what the best peer costs.
  for (const line of lines) {
    expect(line.delayMax).toBeLessThanOrEqual(60);
    expect(line.cost).toBeLessThan(40);
  }
});
