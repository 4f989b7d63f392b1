// Makes the plugin's package for one language from its schema: npm run sdk -- python <folder>
// Needs Go. The generators are those of the engine's version, and are built first, which takes minutes once.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { engineModule } from "./engine/locations.ts";
import { run } from "./engine/run.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const languages = ["python", "nodejs", "go"];

const { positionals } = parseArgs({ allowPositionals: true });
const [language = "", folder = ""] = positionals;
const problem = findProblem();
if (problem === undefined) {
  await generate();
} else {
  console.error(problem);
  process.exitCode = 2;
}

function findProblem(): string | undefined {
  if (positionals.length !== 2 || !languages.includes(language)) {
    return `usage: npm run sdk -- <${languages.join("|")}> <folder>`;
  }
  // A file of an earlier schema would stay.
  const isUsed = existsSync(folder) && readdirSync(folder).length > 0;
  return isUsed ? `${folder} is not empty: give a new folder` : undefined;
}

async function generate(): Promise<void> {
  const text = readFileSync(path.join(root, "package.json"), "utf8");
  const { version } = JSON.parse(text) as { version: string };
  const schema = path.join(root, "src/plugin/schema.json");
  const { code, stderr } = await run(
    "go",
    [
      "run",
      "-trimpath",
      "-buildvcs=false",
      "./sdkgen",
      language,
      schema,
      version,
      path.resolve(folder),
    ],
    { cwd: engineModule, env: { ...process.env, CGO_ENABLED: "0" } },
  );
  if (code === 0) return;
  console.error(stderr.trimEnd());
  process.exitCode = 1;
}
