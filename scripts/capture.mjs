// Prints what a person sees of `npm run demo`: in a terminal of 100 columns while the task runs and
// at its end, and in a log. The pictures in README.md are made with it. Needs tmux.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const columns = 100;
const rows = 50;
const limitMs = 15 * 60_000;
const demo = fileURLToPath(new URL("demo.mjs", import.meta.url));
const underWay = /DcsTask .*[3-6]\d% ~\d+s left · 2\/3/;

// These would decide what is a terminal, and what is a log.
const env = { ...process.env, LC_ALL: "C.UTF-8" };
for (const name of ["CI", "TMUX", "PULUMI_DCS_PROGRESS"]) delete env[name];

const folder = mkdtempSync(path.join(tmpdir(), "dcs-capture-"));
try {
  const terminal = openTerminal();
  print("In a terminal, while the task runs", await terminal.waitFor(underWay));
  print("In a terminal, at the end", await terminal.waitFor(/^Done\. /m));
} finally {
  spawnSync("tmux", ["-L", "capture", "kill-server"], { env: inFolder() });
  rmSync(folder, { recursive: true, force: true });
}
const log = spawnSync(process.execPath, [demo], {
  env,
  encoding: "utf8",
  stdio: ["ignore", "pipe", "ignore"],
});
if (log.status !== 0)
  throw new Error(`the demo ended with exit code ${log.status}:\n${log.stdout}`);
print("In a log", log.stdout);

/** The demo in a terminal that nobody sees. */
function openTerminal() {
  const settings = path.join(folder, "tmux.conf");
  // The screen of a command that has ended stays readable.
  writeFileSync(settings, "set -g status off\nset -g remain-on-exit on\n");
  const tmux = (...args) =>
    execFileSync("tmux", ["-u", "-L", "capture", "-f", settings, ...args], {
      env: inFolder(),
      encoding: "utf8",
    });
  const size = ["-x", `${columns}`, "-y", `${rows}`];
  tmux("new-session", "-d", ...size, "--", process.execPath, demo);
  return {
    waitFor: async (pattern) => {
      for (const deadline = Date.now() + limitMs; ; await sleep(200)) {
        const screen = tmux("capture-pane", "-p");
        if (pattern.test(screen)) return screen;
        if (Date.now() < deadline && !/^Pane is dead/m.test(screen)) continue;
        throw new Error(`${pattern} did not appear; there was:\n${screen}`);
      }
    },
  };
}

function inFolder() {
  return { ...env, TMUX_TMPDIR: folder };
}

/** The update alone: what comes before it is the demo's own preparation, and what comes after its own words. */
function print(title, text) {
  const update = /^Updating[^]*?(?=^Done\. |(?![^]))/m.exec(text.replaceAll("\u200B", ""))?.[0];
  const lines = (update ?? text).split("\n").map((line) => line.trimEnd());
  console.log(`${title}:\n\n${lines.join("\n").trim()}\n`);
}
