import { allTasks } from "../../src/resource/allTasks";
import { oneTask } from "../../src/resource/oneTask";
import { systemClock } from "../../src/wait/time/clock";
import { setStage, type Stage } from "./support/stage";

const regions = ["cn-north-4", "cn-south-1", "ap-southeast-3"];

test("20 waits of both kinds in three regions have a wrong key rejected twice in all", async () => {
  const clock = { ...systemClock };
  const stages: Stage[] = await Promise.all(
    regions.flatMap((region) =>
      [oneTask, allTasks].map((kind) =>
        setStage({
          scenarios: ["quick"],
          kind,
          host: { clock },
          configuration: { region, accessKey: "ONE0KEY0FOR0ALL00000", secretKey: "wrong" },
        }),
      ),
    ),
  );
  try {
    const waits = stages.flatMap((stage, index) => {
      const named = index % 2 === 0 ? stage.inputs("quick") : stage.inputs("", { taskId: null });
      return ["a", "b", "c", "d"].map((trigger) =>
        stage.lifecycle.create({ ...named, triggers: [trigger] }),
      );
    });
    const ends = await Promise.allSettled(waits);
    expect(ends.length).toBeGreaterThanOrEqual(20);
    for (const end of ends) {
      expect(end).toMatchObject({ status: "rejected", reason: { code: "UNAUTHORIZED" } });
    }
    const asked = stages.flatMap(({ simulator }) => simulator.requests);
    expect(asked.map(({ status }) => status)).toEqual([401, 401]);
  } finally {
    await Promise.all(stages.map(({ simulator }) => simulator.close()));
  }
});
