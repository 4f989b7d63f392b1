// Writes what a person sees to docs/captures: `pulumi up` in terminals of three widths and in a log, the update of a resize,
// a failing task's report, `dcs-task wait`, and the page of `dcs-task report`. README.md shows some
// of them. Takes some minutes; needs tmux, Chromium and a font with Chinese characters.
// `npm exec node scripts/capture.ts up-80 report` makes only those that are named.
import { spawnSync } from "node:child_process";
import { capturePage } from "./capture/page.ts";
import { demo, env, save } from "./capture/place.ts";
import { simulateTasks } from "./capture/tasks.ts";
import { captureUp, captureUpdate, captureWait, updateIn } from "./capture/terminals.ts";

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

for (const columns of [100, 80, 40]) if (isWanted(`up-${columns}`)) await captureUp(columns);
for (const columns of [100, 80]) if (isWanted(`update-${columns}`)) await captureUpdate(columns);
if (isWanted("log")) captureLog("log", "resize");
if (isWanted("failure")) captureLog("failure", "fails");
const simulated = await simulateTasks();
try {
  for (const columns of [80, 40])
    if (isWanted(`wait-${columns}`)) await captureWait(simulated, columns);
  if (isWanted("report")) await capturePage(simulated);
} finally {
  simulated.stop();
}

/** `pulumi up` where there is no terminal. */
function captureLog(name: string, scenario: string): void {
  const { stdout } = spawnSync(process.execPath, [demo, scenario], {
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  save(name, updateIn(stdout));
}
