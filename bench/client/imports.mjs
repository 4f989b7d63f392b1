// Time to import a module, in processes that have imported nothing else.
import { execFileSync } from "node:child_process";
import { inTurns } from "./median.mjs";

const PROCESSES = 20;
const SCRIPT = `
const startedAt = performance.now();
await import(process.argv[1]);
console.log(performance.now() - startedAt);
`;

/** Milliseconds by module; `urls` holds the files to import. */
export function measureImports(urls) {
  return inTurns(urls, PROCESSES, (url) => {
    const args = ["--input-type=module", "--eval", SCRIPT, url];
    return Number(execFileSync(process.execPath, args, { encoding: "utf8" }));
  });
}
