// A real `pulumi up` of examples/quickstart against the simulator. Leaves nothing behind.
// `node scripts/demo.mjs fails` plays another scenario of the simulator than `resize`.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [scenario = "resize"] = process.argv.slice(2);
const inRoot = (script) => path.join(root, script);
const toRun = { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] };

say("Building the package");
execFileSync(process.execPath, [inRoot("scripts/build.mjs")], toRun);

say("Looking for a Pulumi engine (the first time this may take some minutes)");
const engine = execFileSync(process.execPath, [inRoot("scripts/engine.mjs")], toRun)
  .trimEnd()
  .split("\n")
  .at(-1);

const folder = mkdtempSync(path.join(tmpdir(), "dcs-demo-"));
const simulator = await startSimulator();
try {
  const { url, region, accessKey, secretKey, instanceId, tasks } = simulator.identity;
  say(`Simulating DCS at ${url}: a resize that takes 20 seconds has just been started`);
  const pulumi = pulumiIn(folder, engine);
  await pulumi("stack", "init", "demo", "--non-interactive");
  const settings = {
    instanceId,
    taskId: tasks[scenario],
    "huaweicloud:region": region,
    "huaweicloud:accessKey": accessKey,
    "huaweicloud:endpoints": JSON.stringify({ dcs: url, iam: url }),
  };
  const plain = Object.entries(settings).flatMap(([k, v]) => ["--plaintext", `${k}=${v}`]);
  await pulumi("config", "set-all", ...plain, "--secret", `huaweicloud:secretKey=${secretKey}`);

  say("pulumi up (of examples/quickstart)");
  await pulumi("up", "--yes");
  say(`Done. While you watched, ${simulator.requests()} requests were made to DCS:`);
  console.log(simulator.log());
} finally {
  simulator.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Runs the CLI in a copy of the example, with a state of its own. */
function pulumiIn(home, engineFolder) {
  const project = path.join(home, "quickstart");
  cpSync(path.join(root, "examples/quickstart"), project, { recursive: true });
  symlinkSync(inRoot("node_modules"), path.join(project, "node_modules"), "dir");
  mkdirSync(path.join(home, "state"));
  const env = {
    ...process.env,
    PATH: [engineFolder, inRoot("node_modules/.bin"), process.env.PATH].join(path.delimiter),
    PULUMI_HOME: path.join(home, "pulumi"),
    PULUMI_BACKEND_URL: `file://${path.join(home, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "demo",
    PULUMI_SKIP_UPDATE_CHECK: "1",
  };
  return async (...args) => {
    // On a terminal the CLI draws its table only when it could also ask there.
    const stdio = args[0] === "up" ? "inherit" : ["ignore", "ignore", "inherit"];
    const child = spawn("pulumi", args, { cwd: project, env, stdio });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`pulumi ${args[0]} ended with exit code ${code}`);
  };
}

async function startSimulator() {
  const args = [inRoot("dist/cli/main.js"), "simulate", "--scenario", scenario, "--speed", "1.5"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => lines.push(line));
  await once(reader, "line");
  const log = () => lines.slice(1);
  return {
    identity: JSON.parse(lines[0]),
    requests: () => log().length,
    log: () => log().join("\n"),
    stop: () => child.kill(),
  };
}

function say(text) {
  console.log(process.stdout.isTTY ? `\n\u001b[1m${text}\u001b[0m` : `\n${text}`);
}
