import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { repository } from "../support/pulumi/engineFolder";
import { decodePng } from "../support/png";
import { runDcsTask } from "./support/dcsTask";

jest.setTimeout(180_000);

/** `.ci/run` installs the browser; without one these tests are skipped, with a warning. */
const hasBrowser = spawnSync("chromium", ["--version"]).status === 0;
const testInBrowser = hasBrowser ? test : test.skip;
if (!hasBrowser)
  console.warn("skipped: no chromium found, so the report is not tested in a browser");

const time = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1_000).toISOString();
const step = (name: string, status: string, begin: number, end: number) => ({
  stepName: name,
  stepStatus: status,
  beginTime: time(begin),
  endTime: time(end),
  subStepDetails: [],
});
const subStep = (name: string, status: string, begin: number, end: number) => ({
  subStepName: name,
  subStepStatus: status,
  beginTime: time(begin),
  endTime: time(end),
});
const long = "迁移".repeat(60);
const stepDetails = [
  step("前置检查", "FINISH", 0, 60),
  {
    ...step(`<img src=x onerror="document.title='owned'">`, "FAILED", 60, 300),
    errorCode: "DCS.4842",
    subStepDetails: [subStep("slot 0-8191", "FINISH", 60, 120), subStep(long, "FAILED", 120, 300)],
  },
  { stepName: "结果校验", stepStatus: "WAITING", subStepDetails: [] },
];

let folder: string;
let page: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "dcs-page-"));
  page = path.join(folder, "report.html");
  const outputs = JSON.stringify({ status: "FAILED", stepDetails });
  const args = ["report", "--outputs", "-", "--output", page];
  expect(await runDcsTask(undefined, args, { stdin: outputs })).toMatchObject({ code: 0, err: "" });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly fill: string;
}

interface Measured {
  readonly title: string;
  readonly bars: readonly Box[];
  readonly labels: readonly Box[];
  readonly scrolls: boolean;
  readonly cells: number;
}

/** Loads the page in a frame, and writes the positions of its elements into the document. */
const measuring = `<!DOCTYPE html><iframe src="/report.html" width="1000" height="800"></iframe>
<pre id="measured"></pre><script>
addEventListener("load", () => {
  const { document: page, getComputedStyle } = frames[0];
  const box = (one) => {
    const { left, right, top } = one.getBoundingClientRect();
    return { text: one.textContent, left, right, top, fill: getComputedStyle(one).fill };
  };
  document.getElementById("measured").textContent = JSON.stringify({
    title: page.title,
    bars: [...page.querySelectorAll("svg rect.bar")].map(box),
    labels: [...page.querySelectorAll("svg g text:nth-of-type(1)")].map(box),
    scrolls: page.documentElement.scrollWidth > frames[0].innerWidth,
    cells: page.querySelectorAll("td").length,
  });
});
</script>`;

testInBrowser(
  "a browser places the bars by their times, and runs no script of the page",
  async () => {
    const server = await serve({ "/": measuring, "/report.html": readFileSync(page, "utf8") });
    try {
      const { port } = server.address() as AddressInfo;
      const dom = await browse(["--dump-dom", `http://127.0.0.1:${port}/`]);
      const text = /<pre id="measured">([^<]*)</.exec(dom)?.[1] ?? "";
      const measured = JSON.parse(unescapeHtml(text)) as Measured;
      expect(measured).toMatchObject({ title: "DCS background tasks", scrolls: false, cells: 25 });
      const { bars, labels } = measured;
      const [first, second, inner, last] = bars;
      if (!first || !second || !inner || !last) throw new Error(`bars are missing in ${text}`);
      expect(bars).toHaveLength(4);
      // One, four, one and three minutes, each beginning at the end of the previous one.
      const minute = first.right - first.left;
      expect(minute).toBeGreaterThan(50);
      expect(widthOf(second)).toBeCloseTo(4 * minute, -1);
      expect(widthOf(inner)).toBeCloseTo(minute, -1);
      expect(widthOf(last)).toBeCloseTo(3 * minute, -1);
      expect(second.left).toBeCloseTo(first.right, 0);
      expect(last.left).toBeCloseTo(inner.right, 0);
      expect(bars.map(({ top }) => top)).toEqual(bars.map(({ top }) => top).toSorted(ascending));
      expect(new Set([first.fill, second.fill]).size).toBe(2);
      // Names are cut before they reach the bars.
      expect(labels).toHaveLength(5);
      for (const label of labels) expect(label.right).toBeLessThan(first.left);
    } finally {
      server.close();
    }
  },
);

testInBrowser.each([
  ["light", false, [255, 255, 255], [0xcf, 0x22, 0x2e]],
  ["dark", true, [0x0d, 0x11, 0x17], [0xf8, 0x51, 0x49]],
])("a browser draws it in %s mode", async (name, dark, ground, failed) => {
  const image = path.join(folder, `${name}.png`);
  await browse([
    ...(dark ? ["--force-dark-mode"] : []),
    ...["--window-size=1000,700", `--screenshot=${image}`, `file://${page}`],
  ]);
  const { count, total } = countPixels(decodePng(readFileSync(image)));
  expect(count(ground) / total).toBeGreaterThan(0.5);
  // The bar of the failed step: four fifths of 520 units wide, 16 high.
  expect(count(failed)).toBeGreaterThan(5_000);
});

const ascending = (a: number, b: number) => a - b;
const widthOf = ({ left, right }: Box) => right - left;

async function browse(args: readonly string[]): Promise<string> {
  const script = `import(${JSON.stringify(path.join(repository, "scripts/screenshot.ts"))})
    .then(({ runBrowser }) => runBrowser(process.argv.slice(1)))
    .then((out) => process.stdout.write(out))`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script, "--", ...args], {
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

async function serve(pages: Readonly<Record<string, string>>): Promise<Server> {
  const server = createServer(({ url = "" }, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(pages[url] ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function unescapeHtml(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Counts the pixels of each colour in an image. */
function countPixels({ pixels }: { readonly pixels: readonly number[] | Uint32Array }) {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const count = ([red = 0, green = 0, blue = 0]: readonly number[]) =>
    counts.get((red << 16) | (green << 8) | blue) ?? 0;
  return { count, total: pixels.length };
}
