import { toTaskProgress } from "../../../src/client/answers/jobProgress";

test.each([
  ["INIT", "WAITING", 0],
  ["RUNNING", "EXECUTING", 0],
  ["SUCCESS", "FINISH", 100],
  ["FAIL", "FAILED", 0],
  ["PAUSED", "PAUSED", 0],
  // Words that every object of the language knows.
  ["constructor", "constructor", 0],
  ["__proto__", "__proto__", 0],
])("a job that is %s is a step that is %s", (status, stepStatus, progress) => {
  expect(toTaskProgress({ jobId: "j", status })).toStrictEqual({
    progress,
    stepDetails: [{ stepId: "j", stepStatus, subStepDetails: [] }],
  });
});

test("a job without a state has not ended", () => {
  expect(toTaskProgress({ jobId: "j" })).toMatchObject({
    progress: 0,
    stepDetails: [{ stepStatus: "" }],
  });
});

test("a job's type, times and reason are those of the step", () => {
  const job = { jobType: "swap", beginTime: "1", endTime: "2", failReason: "no memory" };
  expect(toTaskProgress({ jobId: "j", status: "FAIL", ...job }).stepDetails).toStrictEqual([
    {
      stepId: "j",
      stepName: "swap",
      stepStatus: "FAILED",
      beginTime: "1",
      endTime: "2",
      subStepDetails: [
        { subStepName: "fail_reason", subStepStatus: "FAILED", detail: "no memory" },
      ],
    },
  ]);
});
