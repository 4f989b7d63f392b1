import { sampleAnswer } from "../../src/simulator/scenarios/sampleAnswer";
import { parseTaskProgress } from "../../src/client/answers/taskProgress";
import type { TaskProgress } from "../../src/taskProgress";
import { classify } from "../../src/wait/classify";
import { step } from "../support/scriptedPoll";

const at = (progress: unknown, ...stepDetails: unknown[]) =>
  ({ progress, stepDetails }) as TaskProgress;

describe("classify", () => {
  it.each([
    ["below 100 with a step under way", "running", at(40, step("FINISH"), step("EXECUTING"))],
    ["0 with waiting steps", "running", at(0, step("WAITING"))],
    ["0 without any step", "running", at(0)],
    ["below 100 with all steps finished", "unclear", at(99, step("FINISH"), step("FINISH"))],
    ["below 100 with a word that the page does not list", "running", at(99, step("SUSPEND"))],
    ["99.9", "running", at(99.9)],
    ["100 with all steps finished", "succeeded", at(100, step("FINISH"), step("FINISH"))],
    ["100 without any step", "unclear", at(100)],
    ["100 with a step under way", "settling", at(100, step("FINISH"), step("EXECUTING"))],
    ["100 with a waiting step", "settling", at(100, step("WAITING"))],
    ["100 with a word that the page does not list", "settling", at(100, step("SUSPEND"))],
    ["100 with a finished word in another case", "settling", at(100, step("finish"))],
    ["100 with a word close to finished", "settling", at(100, step("FINISHED"))],
    ["100 with a step without a status", "settling", at(100, { subStepDetails: [] })],
    ["a failed step", "failed", at(40, step("FINISH"), step("FAILED"))],
    ["a failed step beside 100", "failed", at(100, step("FINISH"), step("FAILED"))],
    ["a failed step before one under way", "failed", at(40, step("FAILED"), step("EXECUTING"))],
    ["no progress beside a step under way", "running", at(undefined, step("EXECUTING"))],
    [
      "no progress beside a waiting step",
      "running",
      at(undefined, step("FINISH"), step("WAITING")),
    ],
    ["no progress beside finished steps", "unclear", at(undefined, step("FINISH"))],
    ["no progress beside an unknown word", "unclear", at(undefined, step("SUSPEND"))],
    ["a failed step without a progress", "failed", at(undefined, step("FAILED"))],
    ["a failed step with a bad progress", "failed", at(-1, step("FAILED"))],
    [
      "a failed sub-step while its step is under way",
      "running",
      at(40, step("EXECUTING", "FAILED")),
    ],
    [
      "a failed sub-step while a step waits",
      "running",
      at(40, step("FINISH", "FAILED"), step("WAITING")),
    ],
    ["a failed sub-step once no step is under way", "unclear", at(40, step("FINISH", "FAILED"))],
    ["a failed sub-step at 100", "unclear", at(100, step("FINISH", "FAILED"))],
    [
      "a canceled sub-step once no step is under way",
      "unclear",
      at(40, step("FINISH", "CANCELED")),
    ],
    ["a canceled sub-step of a suspended step", "unclear", at(40, step("SUSPEND", "CANCELED"))],
    [
      "a canceled sub-step while another step is under way",
      "running",
      at(40, step("FINISH", "CANCELED"), step("EXECUTING")),
    ],
    ["a suspended sub-step of a finished step", "unclear", at(40, step("FINISH", "SUSPEND"))],
    ["a suspended sub-step", "running", at(40, step("EXECUTING", "SUSPEND"))],
    [
      "an error code on a healthy step",
      "succeeded",
      at(100, {
        stepStatus: "FINISH",
        errorCode: "DCS.4064",
        subStepDetails: [{ subStepStatus: "FINISH", errorCode: "DCS.4065" }],
      }),
    ],
    ["the vendor's sample", "running", parseTaskProgress(sampleAnswer)],
  ] as const)("%s is %s", (_, state, answer) => {
    expect(classify(answer)).toBe(state);
  });

  it.each([
    ["below the range", at(-0.1)],
    ["above the range", at(100.1)],
    ["NaN", at(NaN)],
    ["infinite", at(Infinity)],
    ["text", at("100")],
    ["null", at(null)],
    ["null beside a step under way", at(null, step("EXECUTING"))],
    ["missing, as all steps are", at(undefined)],
  ])("a progress that is %s is malformed", (_, answer) => {
    expect(classify(answer)).toBe("malformed");
  });

  it.each<[string, unknown]>([
    ["undefined", undefined],
    ["null", null],
    ["text", "100"],
    ["a number", 100],
    ["a list", []],
    ["an answer without steps", { progress: 100 }],
    ["an answer with null for steps", { progress: 100, stepDetails: null }],
    ["steps that are no list", { progress: 100, stepDetails: {} }],
    ["a step that is null", at(100, null)],
    ["a step that is text", at(100, "FINISH")],
    ["a step without sub-steps", at(40, { stepStatus: "FINISH" })],
    ["a sub-step that is null", at(40, { stepStatus: "FINISH", subStepDetails: [null] })],
  ])("%s is malformed", (_, answer) => {
    expect(classify(answer as TaskProgress)).toBe("malformed");
  });
});
