import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { languageHostSource } from "./locations.ts";

// Both use the Node.js that is first on PATH, and only what lies beside them or in the program's own node_modules.
// The second does not "exec", because with the vendor's engine too a shell stands between the engine and the plugin.
const scripts = {
  "pulumi-language-nodejs": `#!/bin/sh
exec node "$(dirname "$0")/../language-host/main.cjs" "$@"
`,
  "pulumi-resource-pulumi-nodejs": `#!/bin/sh
if provider=$(node -p 'require.resolve("@pulumi/pulumi/cmd/dynamic-provider")'); then
  node "$provider" "$@"
fi
`,
};

/** Whether the language host of an engine is ours; `root` is the folder that holds `bin`. */
export function hasOurLanguageHost(root: string): boolean {
  return existsSync(path.join(root, "language-host", "main.cjs"));
}

/** Puts our language host and the starter of dynamic providers beside an engine. */
export function addLanguageHost(root: string): void {
  for (const name of readdirSync(languageHostSource)) {
    const text = readFileSync(path.join(languageHostSource, name), "utf8");
    replaceFile(path.join(root, "language-host", name), { text, mode: 0o644 });
  }
  for (const [name, text] of Object.entries(scripts)) {
    replaceFile(path.join(root, "bin", name), { text, mode: 0o755 });
  }
}

/** An engine may be starting the old file at this moment, so the new one takes its place in one step. */
function replaceFile(file: string, { text, mode }: { text: string; mode: number }): void {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.new`;
  writeFileSync(temporary, text, { mode });
  renameSync(temporary, file);
}
