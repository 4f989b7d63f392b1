import { readFile } from "node:fs/promises";
import path from "node:path";
import { openResizeStage, type ResizeStage } from "../examples/support/resizeStage";
import { hookProgram } from "./hookPrograms";

jest.setTimeout(300_000);

/** Writes the modules that the program has loaded when it ends. */
const before = `
import { writeFileSync } from "node:fs";
process.on("exit", () => writeFileSync("loaded.json", JSON.stringify(Object.keys(require.cache))));`;
/** What only an operation needs. */
const heavy =
  /dist\/(client\/dcsClient|settings|display|engine|wait\/waitForTask|pulumi\/hooks\/watches)/;

let stage: ResizeStage;
beforeAll(async () => {
  const quick = { name: "quick", steps: [{ name: "move", seconds: 6 }] };
  stage = await openResizeStage({ program: hookProgram({ before }), resize: quick });
});
afterAll(() => stage.close());

/** Runs an `up`; gives what the program loaded beside the core, and how often it asked DCS for tasks. */
async function costOfUp(hooks: string, capacity: number) {
  await stage.project.writeFiles({ "index.ts": hookProgram({ before, hooks }) });
  await stage.size(capacity);
  const requests = stage.simulator.requests.length;
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect({ code, all }).toMatchObject({ code: 0 });
  const text = await readFile(path.join(stage.project.folder, "loaded.json"), "utf8");
  const loaded = JSON.parse(text) as string[];
  expect(loaded).toContainEqual(expect.stringMatching(/dist\/index\.js$/));
  const asked = stage.simulator.requests.slice(requests).map((request) => request.path);
  return {
    loaded: loaded.filter((file) => heavy.test(file)),
    asked: asked.filter((one) => one.includes("/tasks")).length,
  };
}

const nothing = { loaded: [], asked: 0 };

test("hooks load nothing more and ask nothing when the instance is created or does not change", async () => {
  expect(await costOfUp("taskHooks()", 4)).toEqual(nothing);
  expect(await costOfUp("taskHooks()", 4)).toEqual(nothing);
});

test("without hooks, an update of the instance costs nothing either; with them it does", async () => {
  expect(await costOfUp("{}", 8)).toEqual(nothing);
  const cost = await costOfUp("taskHooks()", 16);
  expect(cost.loaded).toContainEqual(expect.stringContaining("hooks/watches"));
  expect(cost.asked).toBeGreaterThan(0);
});
