import { flavorOf, openResizeStage, type ResizeStage } from "../examples/support/resizeStage";
import type { Scenario } from "../../src/simulator";
import { head, hookProgram, percentagesOf } from "./hookPrograms";

jest.setTimeout(300_000);

const inComponent = `${head}
watchInstances({ poll: { maxSeconds: 1 } });
class Caches extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Caches", name);
    new huaweicloud.DcsInstance(name, args, { parent: this });
    this.registerOutputs();
  }
}
new Caches("inner");
`;

// It lives for two seconds, as at this speed no first look at the list does.
const fails: Scenario = {
  name: "fails",
  steps: [
    { name: "check", seconds: 6 },
    { name: "move", subSteps: [{ name: "slot 0-8191", seconds: 6, fails: "DCS.4842" }] },
  ],
};

async function open(
  program: string,
  resize: readonly (string | Scenario)[],
  speed = 6,
): Promise<ResizeStage> {
  const stage = await openResizeStage({ program, resize, speed });
  await stage.size(4);
  const { code, all } = await stage.project.up(["--skip-preview"]);
  expect([code, code === 0 ? "" : all]).toEqual([0, ""]);
  await stage.size(8);
  return stage;
}

describe.each([
  ["taskHooks", "cache", hookProgram()],
  ["watchInstances, in a component", "inner", inComponent],
])("with %s", (_name, instance, program) => {
  test("the row of the instance shows the progress of its resize, which its provider does not", async () => {
    const stage = await open(program, ["resize"], 2);
    try {
      const { code, all } = await stage.project.up(["--skip-preview"]);
      expect(all).toContain("1 updated");
      expect(percentagesOf(all, instance).size).toBeGreaterThanOrEqual(4);
      expect(code).toBe(0);
      expect((await stage.saved()).instance).toMatchObject({ flavor: flavorOf(8) });
    } finally {
      await stage.close();
    }
  });

  test("a failed resize fails the up, and the next up starts it again", async () => {
    const stage = await open(program, [fails, "resize"]);
    try {
      const failed = await stage.project.up(["--skip-preview"]);
      const { taskId } = stage.simulator.task("fails-1");
      expect(failed.code).not.toBe(0);
      expect(failed.all).toMatch(new RegExp(`${taskId}.* failed at \\d+ % in step .*DCS\\.4842`));
      const { code, all } = await stage.project.up(["--skip-preview"]);
      expect([code, code === 0 ? "" : all]).toEqual([0, ""]);
      expect(stage.simulator.task("resize-2").state).toBe("succeeded");
    } finally {
      await stage.close();
    }
  });
});
