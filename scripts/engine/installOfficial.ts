// A process of its own, because the installer takes no time limit and keeps what it has started running.
// Arguments: the folder to install in, and the version.
import { createRequire } from "node:module";
import automation from "@pulumi/pulumi/automation/index.js";
import type * as semver from "semver";

// The installer wants a version of the library that it uses itself: with plain text it fails.
const requireAsPulumi = createRequire(import.meta.resolve("@pulumi/pulumi/package.json"));
const { SemVer } = requireAsPulumi("semver") as typeof semver;

const [root = "", version = ""] = process.argv.slice(2);
try {
  await automation.PulumiCommand.install({ root, version: new SemVer(version) });
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${error.message.trim()}${cause}`;
}
