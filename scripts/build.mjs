// Compiles src/ to dist/, and links the checkout into its own node_modules, so that the examples,
// which are projects of their own, resolve "pulumi-huaweicloud-dcs" as a user's project would.
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

const link = join(root, "node_modules/pulumi-huaweicloud-dcs");
if (!existsSync(link)) {
  rmSync(link, { force: true });
  symlinkSync("..", link, "dir");
}
