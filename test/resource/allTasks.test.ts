import { allTasks } from "../../src/resource/allTasks";
import type { TargetState } from "../../src/resource/target";

test.each(["constructor", "toString", "__proto__"])(
  "a saved task whose status is the word %s is a step of an unknown status",
  (word) => {
    const tasks = [{ taskId: "t", status: word, progress: 50, stepDetails: [] }];
    const states: readonly TargetState[] = allTasks.statesOf({ tasks });
    expect(states).toHaveLength(1);
    expect(allTasks.combine(states).stepDetails).toMatchObject([{ stepStatus: "UNKNOWN" }]);
  },
);
