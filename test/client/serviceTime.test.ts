import { execFileSync } from "node:child_process";
import path from "node:path";
import { hasZone, parseServiceTime } from "../../src/serviceTime";

test.each<[string, number]>([
  ["2022-09-01T11:52:24.000Z", Date.UTC(2022, 8, 1, 11, 52, 24)],
  ["2022-09-01 11:52:24", Date.UTC(2022, 8, 1, 11, 52, 24)],
  ["2022-09-01T11:52:24", Date.UTC(2022, 8, 1, 11, 52, 24)],
  ["2022-09-01T19:52:24+08:00", Date.UTC(2022, 8, 1, 11, 52, 24)],
  ["2022-09-01T19:52:24+0800", Date.UTC(2022, 8, 1, 11, 52, 24)],
  ["1684191545379", 1_684_191_545_379],
  ["", NaN],
  ["soon", NaN],
])("the service's time %j is %d", (text, milliseconds) => {
  expect(parseServiceTime(text)).toBe(milliseconds);
});

test.each([
  ["2022-09-01T11:52:24Z", true],
  ["2022-09-01T19:52:24+08:00", true],
  ["2022-09-01 11:52:24", false],
])("a zone is found in %j: %s", (text, expected) => {
  expect(hasZone(text)).toBe(expected);
});

test("a list is read by the same times on a machine in another zone", () => {
  const requireTs = path.resolve(__dirname, "../cli/support/requireTs.js");
  const findTasks = path.resolve(__dirname, "../../src/client/tasks/findTasks.ts");
  const program = `
    const { selectTasks } = require(${JSON.stringify(findTasks)});
    const task = { id: "t", status: "SUCCESS", createdAt: "2026-01-01 03:00:00" };
    const isFound = (hour) => selectTasks([task], { createdSince: Date.UTC(2026, 0, 1, hour) }).length;
    console.log([2, 3, 4].map(isFound).join());`;
  const env = { ...process.env, TZ: "America/Los_Angeles" };
  const printed = execFileSync(process.execPath, ["--require", requireTs, "-e", program], { env });
  expect(printed.toString().trim()).toBe("1,1,0");
});
