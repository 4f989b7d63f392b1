// Looks for inputs that break a reader, for as long as asked: npm run fuzz -- [--minutes N].
// The cases are different in each round; a counterexample names the seed that finds it again.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const jest = fileURLToPath(new URL("../node_modules/jest/bin/jest.js", import.meta.url));
const { values } = parseArgs({ options: { minutes: { type: "string", default: "5" } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) {
  console.error(`--minutes must be a number above 0, not ${values.minutes}`);
  process.exit(2);
}

/** So many times the cases of the gate in each round. */
const factor = 5;
const until = performance.now() + minutes * 60_000;
let rounds = 0;
do {
  rounds += 1;
  const { status } = spawnSync(process.execPath, [jest, "test/fuzz", "--testTimeout=600000"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PROPERTY_SEED: "random", FUZZ_FACTOR: String(factor) },
  });
  if (status !== 0) {
    console.error(`Round ${rounds} found something: see above.`);
    process.exit(1);
  }
} while (performance.now() < until);
console.log(`${rounds} rounds with ${factor} times the cases of the gate; nothing was found.`);
