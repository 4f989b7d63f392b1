// What a demonstration needs: the built package, an engine, and a copy of an example.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const inRoot = (name) => path.join(root, name);
const toRun = { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] };

/** Builds the package and gives the folder of a Pulumi engine. */
export function buildAndFindEngine() {
  say("Building the package");
  execFileSync(process.execPath, [inRoot("scripts/build.mjs")], toRun);
  say("Looking for a Pulumi engine (the first time this may take some minutes)");
  return execFileSync(process.execPath, [inRoot("scripts/engine.mjs")], toRun)
    .trimEnd()
    .split("\n")
    .at(-1);
}

/**
 * Copies an example into a folder of its own, with a state of its own. There `run` runs the CLI and
 * gives its exit code, `pulumi` does so and throws where that is not 0; `remove` deletes the folder.
 */
export function copyExample(name, { engine, env = {}, paths = [] }) {
  const home = mkdtempSync(path.join(tmpdir(), "dcs-demo-"));
  const project = path.join(home, name);
  cpSync(inRoot(`examples/${name}`), project, { recursive: true });
  symlinkSync(inRoot("node_modules"), path.join(project, "node_modules"), "dir");
  mkdirSync(path.join(home, "state"));
  const bin = inRoot("node_modules/.bin");
  const environment = {
    ...process.env,
    PATH: [...paths, engine, bin, process.env.PATH].join(path.delimiter),
    PULUMI_HOME: path.join(home, "pulumi"),
    PULUMI_BACKEND_URL: `file://${path.join(home, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "demo",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    ...env,
  };
  const run = (...args) => runPulumi(args, { cwd: project, env: environment });
  return {
    run,
    pulumi: async (...args) => {
      const code = await run(...args);
      if (code !== 0) throw new Error(`pulumi ${args[0]} ended with exit code ${code}`);
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

async function runPulumi(args, place) {
  // On a terminal the CLI draws its table only when it could also ask there.
  const isShown = args[0] === "up" || args[0] === "preview";
  const stdio = isShown ? "inherit" : ["ignore", "ignore", "inherit"];
  const child = spawn("pulumi", args, { ...place, stdio });
  const [code] = await once(child, "exit");
  return code;
}

/** A headline. */
export function say(text) {
  console.log(process.stdout.isTTY ? `\n\u001b[1m${text}\u001b[0m` : `\n${text}`);
}
