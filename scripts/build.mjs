// Compiles src/ to dist/, and links the checkout into its own node_modules, so that the examples,
// which are projects of their own, resolve what they import as a user's project would.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

rmSync(join(root, "dist"), { recursive: true, force: true });
execFileSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json")], {
  stdio: "inherit",
});
chmodSync(join(root, "dist/cli/main.js"), 0o755);

link("..", "node_modules/pulumi-huaweicloud-dcs");
// What users generate with "pulumi package add" is not there; see engine/huaweicloud-stand-in.
link("../../engine/huaweicloud-stand-in/sdk", "node_modules/@pulumi/huaweicloud");

/** @param {string} target as seen from the link's folder @param {string} name in the checkout */
function link(target, name) {
  const file = join(root, name);
  if (existsSync(file)) return;
  rmSync(file, { force: true });
  symlinkSync(target, file, "dir");
}
