// Time to import a module, in processes that have imported nothing else.
import { execFileSync } from "node:child_process";
import { compareInTurns } from "../../shared/compare.ts";

const PROCESSES = 20;
const SCRIPT = `
const startedAt = performance.now();
await import(process.argv[1]);
console.log(performance.now() - startedAt);
`;

/** Milliseconds by module; `urls` holds the files to import. */
export function measureImports(
  urls: Readonly<Record<string, string>>,
): Promise<Record<string, number>> {
  return compareInTurns(urls, {
    rounds: PROCESSES,
    run: (url) => {
      const args = ["--input-type=module", "--eval", SCRIPT, url];
      return Number(execFileSync(process.execPath, args, { encoding: "utf8" }));
    },
  });
}
