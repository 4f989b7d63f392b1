import { toTaskProgress } from "../../../src/client/answers/jobProgress";

test.each([
  ["INIT", "WAITING", {}],
  ["RUNNING", "EXECUTING", {}],
  ["SUCCESS", "FINISH", { progress: 100 }],
  ["FAIL", "FAILED", {}],
  ["PAUSED", "PAUSED", {}],
  // Names that every JavaScript object has.
  ["constructor", "constructor", {}],
  ["__proto__", "__proto__", {}],
])("a job that is %s is a step that is %s, with a percentage at success alone", (...row) => {
  const [status, stepStatus, percentage] = row;
  expect(toTaskProgress({ jobId: "j", status })).toStrictEqual({
    ...percentage,
    stepDetails: [{ stepId: "j", stepStatus, subStepDetails: [] }],
  });
});

test("a job without a state has not ended", () => {
  expect(toTaskProgress({ jobId: "j" })).toStrictEqual({
    stepDetails: [{ stepId: "j", stepStatus: "", subStepDetails: [] }],
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
