import { openResizeStage } from "../examples/support/resizeStage";
import { hookProgram } from "./hookPrograms";

jest.setTimeout(300_000);

// As where a component of an npm package brings its own copy.
const before = `
const folder = require("node:path").dirname(require.resolve("pulumi-huaweicloud-dcs"));
for (const file of Object.keys(require.cache)) if (file.startsWith(folder)) delete require.cache[file];
const copy = require("pulumi-huaweicloud-dcs");
if (copy.taskHooks === taskHooks) throw new Error("this is the same copy");
copy.watchInstances();`;

test("two copies of the package in one program give hooks side by side, whose names stay", async () => {
  const stage = await openResizeStage({ program: hookProgram({ before }), resize: "resize" });
  const hooks = async () =>
    (await stage.project.exportStack()).deployment.resources?.map((one) =>
      Object.entries(one).find(([name]) => name === "resourceHooks"),
    );
  try {
    await stage.size(4);
    const { code, all } = await stage.project.up(["--skip-preview"]);
    expect([code, code === 0 ? "" : all]).toEqual([0, ""]);
    const made = await hooks();
    expect(JSON.stringify(made)).toContain("dcs-tasks-before-2");
    const again = await stage.project.up(["--skip-preview", "--expect-no-changes"]);
    expect([again.code, again.code === 0 ? "" : again.all]).toEqual([0, ""]);
    expect(await hooks()).toEqual(made);
  } finally {
    await stage.close();
  }
});
