// Bundles the provider plugin to one script, and prints as the last line of stdout the folder to put on PATH.
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = path.join(root, "node_modules/.cache/pulumi-huaweicloud-dcs/plugin");
const name = "pulumi-resource-huaweicloud-dcs";

const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  version: string;
};

const { outputFiles } = await build({
  entryPoints: [path.join(root, "src/plugin/main.ts")],
  bundle: true,
  platform: "node",
  target: "node22.12",
  minify: true,
  // Names of classes are part of messages.
  keepNames: true,
  banner: { js: "#!/usr/bin/env node" },
  define: { PLUGIN_VERSION: JSON.stringify(version), PLUGIN_SCHEMA: JSON.stringify(readSchema()) },
  // Only what looks for an installed @pulumi/pulumi; the bundle has the engine's protocol in it.
  logOverride: { "require-resolve-not-external": "silent" },
  write: false,
  outfile: path.join(folder, name),
});

// Renamed when it is complete: another process may be starting the one that is there.
mkdirSync(folder, { recursive: true });
const file = path.join(folder, name);
const draft = `${file}.${process.pid}`;
writeFileSync(draft, outputFiles[0]?.contents ?? "");
chmodSync(draft, 0o755);
renameSync(draft, file);
process.stdout.write(`${folder}\n`);

/** Compact JSON, with the version of this package. */
function readSchema(): string {
  const schema = path.join(root, "src/plugin/schema.json");
  return JSON.stringify({ ...(JSON.parse(readFileSync(schema, "utf8")) as object), version });
}
