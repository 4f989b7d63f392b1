// A process of its own, because the installer takes no time limit and keeps what it has started running.
import automation from "@pulumi/pulumi/automation/index.js";

const [root, version] = process.argv.slice(2);
try {
  await automation.PulumiCommand.install({ root, version });
} catch (error) {
  const cause = error.cause ? ` (${error.cause.message})` : "";
  process.stderr.write(`${String(error.message).trim()}${cause}\n`);
  process.exitCode = 1;
}
