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

jest.setTimeout(300_000);

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
const waiting = { stepName: "结果校验", stepStatus: "WAITING", subStepDetails: [] };
const failed = [
  step("前置检查", "FINISH", 0, 60),
  {
    ...step(`<img src=x onerror="document.title='owned'">`, "FAILED", 60, 300),
    errorCode: "DCS.4842",
    subStepDetails: [
      subStep("slot 0-8191", "FINISH", 60, 120),
      { ...subStep(long, "FAILED", 120, 300), errorCode: "X".repeat(200) },
    ],
  },
  waiting,
];
const running = [step("check", "FINISH", 0, 60), step("copy", "EXECUTING", 60, 60), waiting];
const finished = [step("bind", "FINISH", 0, 12)];

const instanceId = "5e8c03a9-4c78-45b8-add8-2c690f9f85c0";
const resource = (type: string, name: string, outputs: object) => ({
  ...{ urn: `urn:pulumi:prod::shop::${type}::${name}`, type, id: instanceId, outputs },
});
const task = (taskName: string, status: string, stepDetails: readonly object[]) =>
  resource("pulumi-nodejs:dynamic:DcsTask", taskName.toLowerCase(), {
    ...{ instanceId, taskId: "9b57f0a1c2d34e5f8a6b7c8d9e0f1a2b", taskName, status, stepDetails },
    ...{ progress: status === "RUNNING" ? 62 : 100, remainTime: status === "RUNNING" ? 180 : 0 },
  });
const state = {
  deployment: {
    resources: [
      resource("huaweicloud:index/dcsInstance:DcsInstance", "cache", { name: "shop-cache" }),
      task("EXTEND", "FAILED", failed),
      task("ChangeInstanceSpec", "RUNNING", running),
      task("BindEip", "SUCCEEDED", finished),
    ],
  },
};

let folder: string;
let server: Server;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "dcs-page-"));
  const page = path.join(folder, "report.html");
  const args = ["report", "--state", "-", "--output", page];
  const stdin = JSON.stringify(state);
  expect(await runDcsTask(undefined, args, { stdin })).toMatchObject({ code: 0, err: "" });
  server = await serve(readFileSync(page, "utf8"));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** In pixels. */
  readonly fontSize: number;
  readonly color: string;
}

interface Measured {
  readonly title: string;
  readonly verdicts: readonly Box[];
  readonly facts: readonly Box[];
  readonly bars: readonly Box[];
  readonly tracks: readonly Box[];
  readonly names: readonly Box[];
  readonly ends: readonly Box[];
  readonly scrollWidth: number;
}

/** A page with the report in a frame, which writes the positions of its elements into the document. */
const measuringPage = (width: number) => `<!DOCTYPE html><style>body { margin: 0 }
iframe { border: 0; display: block }</style>
<iframe src="/report.html" width="${width}" height="1600"></iframe>
<pre id="measured"></pre><script>
addEventListener("load", () => {
  const { document: page, getComputedStyle } = frames[0];
  const box = (one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const { fontSize, color } = getComputedStyle(one);
    return { text: one.textContent, left, right, top, bottom, fontSize: parseFloat(fontSize), color };
  };
  for (const times of page.querySelectorAll("details")) times.open = true;
  const all = (selector) => [...page.querySelectorAll(selector)].map(box);
  document.getElementById("measured").textContent = JSON.stringify({
    title: page.title,
    verdicts: all(".verdict"), facts: all(".facts"), bars: all(".bar"),
    tracks: all("li:not(.axis) .track"), names: all("li .name"), ends: all("li .end"),
    scrollWidth: page.documentElement.scrollWidth,
  });
});
</script>`;

async function measure(width: number): Promise<Measured> {
  const dom = await browse(["--dump-dom", `${url}/${width}`]);
  const text = /<pre id="measured">([^<]*)</.exec(dom)?.[1] ?? "";
  return JSON.parse(unescapeHtml(text)) as Measured;
}

testInBrowser("a browser runs no script of the page", async () => {
  expect((await measure(1280)).title).toBe("DCS background tasks");
});

testInBrowser.each([1280, 390])("at %i pixels", async (width) => {
  const { verdicts, facts, bars, tracks, names, ends, scrollWidth } = await measure(width);
  // Nothing is wider than the window, whatever the length of names and codes.
  expect(scrollWidth).toBeLessThanOrEqual(width);
  for (const box of [...verdicts, ...facts, ...tracks, ...names, ...ends]) {
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(width);
  }
  // Every text can be read.
  for (const { fontSize } of [...verdicts, ...names, ...ends]) {
    expect(fontSize).toBeGreaterThanOrEqual(12);
  }
  expect(verdicts.map(({ text }) => text.slice(0, 40))).toEqual([
    expect.stringMatching(/^Failed in 2\/3 <img src=x/),
    expect.stringMatching(/^Unfinished when last recorded: 62 %, abo/),
    "Succeeded in 12s",
  ]);
  for (const { text } of facts) expect(text).toContain(`instance shop-cache ${instanceId}`);
  // All bars of a task have one axis, and their lengths are those of the times.
  expect(new Set(tracks.map(({ left }) => left)).size).toBe(1);
  expect(new Set(tracks.map(({ right }) => right)).size).toBe(1);
  const [first, second, inner, last] = bars;
  if (!first || !second || !inner || !last) throw new Error("bars are missing");
  expect(bars).toHaveLength(7);
  const minute = widthOf(first);
  expect(minute).toBeGreaterThan(30);
  expect(widthOf(second)).toBeCloseTo(4 * minute, -1);
  expect(widthOf(inner)).toBeCloseTo(minute, -1);
  expect(widthOf(last)).toBeCloseTo(3 * minute, -1);
  expect(second.left).toBeCloseTo(first.right, 0);
  expect(last.left).toBeCloseTo(inner.right, 0);
  for (const bar of bars) expect(bar.right).toBeLessThanOrEqual((tracks[0]?.right ?? 0) + 0.5);
  // A name is beside its bar, or above it where there is no room.
  for (const [index, name] of names.entries()) {
    const track = tracks[index];
    if (!track) throw new Error(`no track for ${name.text}`);
    expect(name.right <= track.left || name.bottom <= track.top).toBe(true);
  }
});

testInBrowser.each([
  ["light", 1280, [255, 255, 255], [0xcf, 0x22, 0x2e], [0x09, 0x69, 0xda], [0x1a, 0x7f, 0x37]],
  ["light", 390, [255, 255, 255], [0xcf, 0x22, 0x2e], [0x09, 0x69, 0xda], [0x1a, 0x7f, 0x37]],
  ["dark", 1280, [0x0d, 0x11, 0x17], [0xf8, 0x51, 0x49], [0x44, 0x93, 0xf8], [0x3f, 0xb9, 0x50]],
  ["dark", 390, [0x0d, 0x11, 0x17], [0xf8, 0x51, 0x49], [0x44, 0x93, 0xf8], [0x3f, 0xb9, 0x50]],
])("a browser draws it in %s mode at %i pixels", async (mode, width, ground, ...colours) => {
  const image = path.join(folder, `${mode}-${width}.png`);
  await browse([
    ...(mode === "dark" ? ["--force-dark-mode"] : []),
    // The browser has no window narrower than 500 pixels: the frame is.
    ...[`--window-size=${Math.max(width, 500)},1600`, `--screenshot=${image}`, `${url}/${width}`],
  ]);
  const { count, total } = countPixels(decodePng(readFileSync(image)));
  expect(count(ground) / total).toBeGreaterThan(0.4);
  // The bars of a failed, a running and a finished step.
  for (const colour of colours) expect(count(colour)).toBeGreaterThan(1_000);
});

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

/** Serves the report, and a measuring page for each width. */
async function serve(report: string): Promise<Server> {
  const pages = createServer(({ url: asked = "" }, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(asked === "/report.html" ? report : measuringPage(Number(asked.slice(1))));
  });
  await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
  return pages;
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
