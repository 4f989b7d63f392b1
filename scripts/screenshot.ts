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
export async function runBrowser(args: readonly string[]): Promise<string> {
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

export interface ScreenshotOptions {
  /** In pixels. Default 1000. */
  readonly width?: number;
  /** In pixels. Default 800. */
  readonly height?: number;
  /** Whether the surroundings are dark. Default false. */
  readonly dark?: boolean;
}

/** Writes a PNG image of the page in the file `page` to the file `image`. */
export async function takeScreenshot(
  page: string,
  image: string,
  { width = 1000, height = 800, dark = false }: ScreenshotOptions = {},
): Promise<void> {
  await runBrowser([
    ...(dark ? ["--force-dark-mode"] : []),
    `--window-size=${width},${height}`,
    `--screenshot=${image}`,
    pathToFileURL(page).href,
  ]);
}
