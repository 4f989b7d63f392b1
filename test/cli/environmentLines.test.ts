import { environmentLines } from "../../src/cli/environmentLines";
import { startSimulator } from "../../src/simulator";

test("each scenario has a variable of its own", async () => {
  const names = ["a-b", "a.b", "A B", "a-b-2", "数据", "迁移"];
  const scenarios = names.map((name) => ({ name, steps: [{ name: "copy", seconds: 1 }] }));
  const simulator = await startSimulator({ scenarios });
  await simulator.close();
  const lines = environmentLines(simulator).filter((line) => line.includes(" DCS_TASK_"));
  const variables = ["A_B", "A_B_2", "A_B_3", "A_B_2_2", "__", "___2"];
  expect(lines).toEqual(
    names.map((name, at) => `export DCS_TASK_${variables[at]}=${simulator.tasks[name]}`),
  );
});
