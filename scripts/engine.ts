// Finds or makes a Pulumi engine and prints, as the last line of stdout, the folder to put first on PATH.
import { buildEngine } from "./engine/build.ts";
import { cachedEngine, engineRoot } from "./engine/cached.ts";
import { engineOnPath, namedEngine } from "./engine/installed.ts";
import { withLock } from "./engine/lock.ts";
import { installOfficialEngine } from "./engine/official.ts";
import { say } from "./engine/say.ts";

async function findOrMakeEngine(): Promise<string> {
  return (
    (await namedEngine()) ??
    (await engineOnPath()) ??
    (await cachedEngine()) ??
    (await makeEngine())
  );
}

function makeEngine(): Promise<string> {
  return withLock(
    `${engineRoot}.lock`,
    // The cache once more: another process may have filled it while this one waited.
    async () => (await cachedEngine()) ?? (await installOfficialEngine()) ?? (await buildEngine()),
  );
}

// Ending through `exit` lets the lock go and stops what was started.
process.once("SIGINT", () => process.exit(130)).once("SIGTERM", () => process.exit(143));

try {
  process.stdout.write(`${await findOrMakeEngine()}\n`);
} catch (error) {
  say(`cannot get an engine: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
