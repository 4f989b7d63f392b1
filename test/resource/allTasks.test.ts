import { allTasks } from "../../src/resource/allTasks";
import type { TargetState } from "../../src/resource/targets/targetState";

test.each(["constructor", "toString", "__proto__"])(
  "a saved task whose status is the word %s is shown as unknown",
  (word) => {
    const tasks = [{ taskId: "t", status: word, progress: 50, stepDetails: [] }];
    const states: readonly TargetState[] = allTasks.statesOf({ tasks });
    expect(states).toHaveLength(1);
    expect(allTasks.view(states)).toMatchObject({ tasks: [{ state: "unknown" }] });
  },
);
