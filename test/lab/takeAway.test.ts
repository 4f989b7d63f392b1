import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findMissing, takeAway } from "../../lab/ablation/takeAway";

const folder = mkdtempSync(path.join(tmpdir(), "dcs-ablation-"));
const dist = path.join(folder, "dist");
const copy = path.join(folder, "copy");
const part = { name: "a guard", changes: [{ file: "a.js", text: "if (bad)", instead: "if (0)" }] };

beforeEach(() => {
  rmSync(dist, { recursive: true, force: true });
  takeAway({ name: "nothing", changes: [] }, { dist: __dirname, copy: dist });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const write = (text: string) => {
  writeFileSync(path.join(dist, "a.js"), text);
};

test("a part is taken out of a copy, and stays in the build", () => {
  write("if (bad) stop();");
  takeAway(part, { dist, copy });
  expect(readFileSync(path.join(copy, "a.js"), "utf8")).toBe("if (0) stop();");
  expect(readFileSync(path.join(dist, "a.js"), "utf8")).toBe("if (bad) stop();");
});

test.each([
  ["is there once", "if (bad) stop();", []],
  ["is not there", "stop();", ['"a guard": a.js has 0 times, not once, the text\n    if (bad)']],
  [
    "is there twice",
    "if (bad) if (bad)",
    ['"a guard": a.js has 2 times, not once, the text\n    if (bad)'],
  ],
])("a text that %s", (_, text, problems) => {
  write(text);
  expect(findMissing([part], dist)).toEqual(problems);
});

test("a file that is gone is named", () => {
  expect(findMissing([part], dist)).toEqual([
    '"a guard": a.js does not exist; it should have the text\n    if (bad)',
  ]);
});
