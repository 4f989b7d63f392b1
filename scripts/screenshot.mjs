// Draws a page with a real browser: takeScreenshot(page, image). Needs Chromium on PATH.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** Nothing is asked of the network, and nothing is kept. */
const quiet = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  ...["--disable-dev-shm-usage", "--hide-scrollbars"],
];

/** Runs the browser with a profile of its own; gives what it prints. */
export async function runBrowser(args) {
  const profile = mkdtempSync(path.join(tmpdir(), "dcs-browser-"));
  try {
    const all = [...quiet, `--user-data-dir=${profile}`, ...args];
    const { stdout } = await promisify(execFile)("chromium", all, {
      timeout: 120_000,
      maxBuffer: 64 * 2 ** 20,
    });
    return stdout;
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Writes a PNG image of a page in a file; `dark` asks for dark surroundings. */
export async function takeScreenshot(
  page,
  image,
  { width = 1000, height = 800, dark = false } = {},
) {
  await runBrowser([
    ...(dark ? ["--force-dark-mode"] : []),
    `--window-size=${width},${height}`,
    `--screenshot=${image}`,
    pathToFileURL(page).href,
  ]);
}
