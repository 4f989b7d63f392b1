// Compiles src/ to dist/, and links the checkout into its own node_modules, so that the examples,
// which are projects of their own, resolve what they import as a user's project would.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = fileURLToPath(import.meta.resolve("typescript/bin/tsc"));

rmSync(path.join(root, "dist"), { recursive: true, force: true });
execFileSync(process.execPath, [tsc, "-p", path.join(root, "tsconfig.build.json")], {
  stdio: "inherit",
});
chmodSync(path.join(root, "dist/cli/main.js"), 0o755);

link("node_modules/pulumi-huaweicloud-dcs", "..");
// What users generate with "pulumi package add" is not there; see engine/huaweicloud-stand-in.
link("node_modules/@pulumi/huaweicloud", "../../engine/huaweicloud-stand-in/sdk");

/** `name` is in the checkout, `target` is as seen from the link's folder. */
function link(name: string, target: string): void {
  const file = path.join(root, name);
  if (existsSync(file)) return;
  rmSync(file, { force: true });
  symlinkSync(target, file, "dir");
}
