import { allTasks } from "../../src/resource/allTasks";
import type { TargetState } from "../../src/resource/targets/targetState";

test.each(["constructor", "toString", "__proto__"])(
  "a saved task whose status is the word %s is shown as unknown",
  (word) => {
    const tasks = [{ taskId: "t", status: word, progress: 50, stepDetails: [] }];
    const states: readonly TargetState[] = allTasks.statesOf({ tasks });
    expect(states).toHaveLength(1);
    expect(allTasks.view(states, 0)).toMatchObject({ tasks: [{ state: "unknown" }] });
  },
);

const seen = (taskId: string, remainTime: number, answeredAt: number): TargetState => ({
  kind: "seen",
  target: { taskId },
  status: "RUNNING",
  answer: { progress: 50, remainTime, stepDetails: [] },
  answeredAt,
  attempts: 1,
});

test.each([
  [10_000, 29],
  [20_000, 19],
  [35_000, 4],
  [50_000, undefined],
])("at %d ms the longest estimate has aged to %s s", (now, remainTime) => {
  const states = [seen("a", 29, 10_000), seen("b", 5, 20_000)];
  const { remainTime: left } = allTasks.view(states, now) as { remainTime?: number };
  expect(left).toBe(remainTime);
});
