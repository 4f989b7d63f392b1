import { Overview, renderOverview } from "../../src/display/overview";
import { ProgressLine } from "../../src/display/progressLine";
import type { StatusView } from "../../src/display/statusLine";
import { at, status } from "./support/createLine";

const hide = (text: string) => text.replaceAll("hunter2", "[secret]");
const part = (view: Partial<StatusView>) => ({ view: { elapsedSeconds: 30, ...view }, hide });

test.each<[text: string, views: readonly Partial<StatusView>[]]>([
  ["", []],
  ["41% ~5m left · 30s", [{ percent: 41.9, leftSeconds: 300 }]],
  ["41% 503, again in 8s · 30s", [{ percent: 41, note: "503", againSeconds: 8, reason: "busy" }]],
  [
    "2 waits · 41% ~5m left",
    [
      { percent: 80, leftSeconds: 20 },
      { percent: 41, leftSeconds: 300 },
    ],
  ],
  ["3 waits · 7% ~2m left", [{ percent: 7, leftSeconds: 120 }, { note: "503" }, { percent: 50 }]],
  ["2 waits · 503", [{ note: "503" }, { note: "asking" }]],
  ["2 waits · 5%", [{ percent: 5 }, {}]],
])("an overview says %j", (text, views) => {
  expect(renderOverview(views.map(part))).toBe(text);
});

/** An overview, and the texts that its row was given. */
function createOverview() {
  const texts: string[] = [];
  const row = {
    show: (text: string) => {
      texts.push(text);
    },
    settled: () => Promise.resolve(),
  };
  return { overview: new Overview(row), texts };
}

test("an overview counts a wait from its first view to its end, and is empty at the end", async () => {
  const { overview, texts } = createOverview();
  const [first, second, silent] = [overview.join(hide), overview.join(hide), overview.join(hide)];
  first.show({ percent: 10, elapsedSeconds: 1 });
  second.show({ percent: 20, elapsedSeconds: 1 });
  second.show({ percent: 20, elapsedSeconds: 2 });
  await first.leave();
  await first.leave();
  await silent.leave();
  await second.leave();
  expect(texts).toEqual(["10% · 1s", "2 waits · 10%", "20% · 2s", ""]);
});

test("an overview hides the secrets of the wait that it shows", () => {
  const { overview, texts } = createOverview();
  overview.join(hide).show({ note: "hunter2", elapsedSeconds: 1 });
  overview.join(hide).show({ percent: 5, elapsedSeconds: 1 });
  expect(texts).toEqual(["[secret] · 1s", "2 waits · 5% [secret]"]);
});

test.each([
  [true, ["42% · 1/1 数据迁移 · 0s", ""]],
  [false, []],
])("a line takes its place in the overview on a terminal (%j) only", async (onTerminal, shown) => {
  const { overview, texts } = createOverview();
  const row = { show: () => undefined, settled: () => Promise.resolve() };
  const line = new ProgressLine({ row, onTerminal, now: () => 0, seat: overview.join(hide) });
  line.progress(at(42), status());
  await line.stop();
  expect(texts).toEqual(shown);
});
