import * as fc from "fast-check";
import { isDcsError } from "../../../src/client";
import { parseTaskProgress } from "../../../src/client/answers/taskProgress";
import sample from "../vectors/sampleAnswer.json";

const malformed = { code: "MALFORMED_RESPONSE", status: 200 };

describe("parseTaskProgress", () => {
  it("reads every field of the vendor's sample answer", () => {
    const { progress, remainTime, stepDetails } = parseTaskProgress(sample);
    expect({ progress, remainTime }).toEqual({ progress: 30, remainTime: 100 });
    expect(stepDetails.map(({ subStepDetails }) => subStepDetails.length)).toEqual([2, 2]);
    expect(stepDetails[1]).toEqual({
      stepId: "9d1d1da8-650e-406f-3fad-c4a22515869f",
      stepName: "数据迁移",
      stepStatus: "EXECUTING",
      beginTime: "2022-09-01 11:52:30",
      endTime: "2022-09-01 11:54:30",
      errorCode: "DCS.4065",
      subStepDetails: [
        {
          subStepId: "cb58a8ea-b8e2-4626-b3fa-57ab1a830724",
          subStepName: "申请资源",
          subStepStatus: "FINISH",
          beginTime: "2022-09-01 11:52:30",
          endTime: "2022-09-01 11:53:30",
          detail:
            "{node_id:9996c3376318417281fb5e611f3fb1a0,slot_range:[0 5460],full_migration:迁移中,inc_migration:迁移中}",
          errorCode: "DCS.4065",
        },
        {
          subStepId: "f9df7fd2-b31f-4ec3-bbb1-3dc740326342",
          subStepName: "申请资源",
          subStepStatus: "FINISH",
          beginTime: "2022-09-01 11:53:30",
          endTime: "2022-09-01 11:54:30",
          detail:
            "{node_id:5b70f440ccc94789b34a5c98c2ba05ea,slot_range:[5461 10921],full_migration:待开始,inc_migration:待开始}",
          errorCode: "DCS.4066",
        },
      ],
    });
  });

  it.each(["2022-09-01 11:52:24", "2026-01-01T00:00:00.000Z", "", "soon"])(
    "keeps the time %j as the service gives it",
    (time) => {
      const times = { begin_time: time, end_time: time };
      const answer = { step_details: [{ ...times, sub_step_details: [times] }] };
      const kept = { beginTime: time, endTime: time };
      expect(parseTaskProgress(answer).stepDetails).toEqual([{ ...kept, subStepDetails: [kept] }]);
    },
  );

  it.each<[what: string, answer: unknown, stepDetails: unknown]>([
    ["a step without fields", { step_details: [{}] }, [{ subStepDetails: [] }]],
    [
      "a step of nulls",
      { step_details: [nulls("step", "sub_step_details")] },
      [{ subStepDetails: [] }],
    ],
    [
      "a sub-step of nulls",
      { step_details: [{ sub_step_details: [nulls("sub_step", "detail")] }] },
      [{ subStepDetails: [{}] }],
    ],
    [
      "fields the page does not list",
      { steps: 1, step_details: [{ colour: "red" }] },
      [{ subStepDetails: [] }],
    ],
  ])("takes what is null or absent in %s for absent", (_, answer, stepDetails) => {
    expect(parseTaskProgress(answer)).toStrictEqual({ stepDetails });
  });

  it.each<[string, object, object]>([
    ["steps", { progress: 5, remain_time: null, step_details: null }, { progress: 5 }],
    ["a progress and steps", { remain_time: 7 }, { remainTime: 7 }],
  ])("reads an answer without %s", (_, answer, fields) => {
    expect(parseTaskProgress(answer)).toStrictEqual({ ...fields, stepDetails: [] });
  });

  it.each<[string, unknown, string]>([
    ["nothing", {}, ""],
    ["nulls", { progress: null, remain_time: null, step_details: null }, ' but "progress", "remain_time", "step_details"'], // prettier-ignore
    ["an error body", { error_code: "DCS.5000", error_msg: "Busy." }, ' but "error_code", "error_msg"; the service says DCS.5000: Busy'], // prettier-ignore
    ["an older one", { error: { code: "DCS.5000", message: "Busy." } }, ' but "error"; the service says DCS.5000: Busy'], // prettier-ignore
    ["a code alone", { errorCode: 5000 }, ' but "errorCode"; the service says 5000'],
    ["an envelope", { data: { progress: 50 } }, ' but "data"'],
    ["no step in the list", { step_details: [] }, ' but "step_details"'],
    ["many fields", { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }, ' but "a", "b", "c", "d", "e" …'],
  ])("refuses an answer that holds %s, with what it says", (_, answer, said) => {
    expect(() => parseTaskProgress(answer)).toThrow(
      expect.objectContaining({
        ...malformed,
        message: expect.stringContaining(
          "the answer of ShowBackgroundTaskProgress is not as documented: " +
            `it has neither progress nor steps${said}; check that`,
        ) as string,
      }) as Error,
    );
  });

  it("gives the service's code of an error body, and quotes no more than a line of it", () => {
    const error_msg = `\u001b[31mbad\r\n${"x ".repeat(5_000)}`;
    const { serviceCode, message } = errorOf({ error_code: "DCS.5000", error_msg });
    expect(serviceCode).toBe("DCS.5000");
    expect(message).toMatch(/DCS\.5000: bad x x/);
    expect(message).not.toMatch(/\p{Cc}/u);
    expect(message.length).toBeLessThan(600);
  });

  it.each([
    ["a signature", "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"],
    ["an access key", "HST3AK9EXAMPLE00KEY1"],
    ["a secret key, percent-encoded", "wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLE1"],
  ])("does not quote what may be %s that a server echoes", (_, secret) => {
    const { message } = errorOf({ error_msg: `refused ${secret}, sorry` });
    expect(message).toContain("refused ***, sorry");
  });

  it("refuses more steps than can be read at once, before it reads them", () => {
    const steps = (count: number, subSteps = 0) =>
      Array.from({ length: count }, () => ({
        sub_step_details: Array.from({ length: subSteps }, () => ({})),
      }));
    expect(parseTaskProgress({ step_details: steps(1_000, 10) }).stepDetails).toHaveLength(1_000);
    expect(errorOf({ step_details: steps(1_001) }).message).toContain(
      '"step_details" has more than 1000 entries',
    );
    expect(errorOf({ step_details: steps(1_000, 11) }).message).toContain(
      '"step_details" has more than 10000 sub-steps',
    );
  });

  const many = (count: number, entry: string) => Array.from({ length: count }, () => entry).join();
  it.each([
    ["700,000 empty steps", `{"step_details":[${many(690_000, "{}")}]}`],
    ["700,000 empty sub-steps", `{"step_details":[{"sub_step_details":[${many(690_000, "{}")}]}]}`],
    ["steps with many unknown fields", `{"step_details":[${many(1_000, `{${many(100, '"x":0')}}`)}]}`], // prettier-ignore
  ])("never blocks the process with an answer of %s", (_, json) => {
    const answer: unknown = JSON.parse(json);
    const takes = Array.from({ length: 5 }, () => {
      const startedAt = performance.now();
      errorOf(answer);
      return performance.now() - startedAt;
    });
    // The quickest of some: a busy machine has slow ones.
    expect(Math.min(...takes)).toBeLessThan(50);
  });

  it("keeps status words that the page does not list", () => {
    const subStep = { sub_step_status: "SUSPEND" };
    const answer = { step_details: [{ step_status: "PAUSED", sub_step_details: [subStep] }] };
    expect(parseTaskProgress(answer).stepDetails).toEqual([
      { stepStatus: "PAUSED", subStepDetails: [{ subStepStatus: "SUSPEND" }] },
    ]);
  });

  it.each([0, 0.5, 62, 100])("reads the progress %d", (progress) => {
    expect(parseTaskProgress({ progress }).progress).toBe(progress);
  });

  it.each<[progress: string]>([
    ['"50"'],
    ['"50%"'],
    ["-1"],
    ["101"],
    ["1e999"],
    ["true"],
    ["[50]"],
    ["{}"], // prettier-ignore
  ])("refuses the progress %s", (progress) => {
    expect(() => parse(`{"progress": ${progress}}`)).toThrow(
      expect.objectContaining({
        ...malformed,
        message: expect.stringContaining('"progress" cannot be read') as string,
      }) as Error,
    );
  });

  it("refuses a progress that is not a number", () => {
    expect(() => parseTaskProgress({ progress: NaN })).toThrow(
      expect.objectContaining(malformed) as Error,
    );
  });

  it.each(['"100"', "-1", "1e999", "true", "[]", "{}"])(
    "drops the remaining time %s, which decides nothing",
    (seconds) => {
      expect(parse(`{"progress": 1, "remain_time": ${seconds}}`)).toStrictEqual({
        progress: 1,
        stepDetails: [],
      });
    },
  );

  it.each([5, true, {}, [], ["FINISH"]])("drops %j where a text is due", (value) => {
    const subStep = { sub_step_name: value, detail: value };
    const step = { step_status: value, begin_time: value, error_code: value };
    expect(
      parseTaskProgress({ step_details: [{ ...step, sub_step_details: [subStep] }] }),
    ).toStrictEqual({ stepDetails: [{ subStepDetails: [{}] }] });
  });

  it.each<[answer: unknown, reason: string]>([
    [null, "it is not a JSON object"],
    [[], "it is not a JSON object"],
    ["{}", "it is not a JSON object"],
    [30, "it is not a JSON object"],
    [{ step_details: {} }, '"step_details" cannot be read'],
    [{ step_details: "none" }, '"step_details" cannot be read'],
    [{ step_details: [null] }, '"step_details.0" cannot be read'],
    [{ step_details: [{}, []] }, '"step_details.1" cannot be read'],
    [{ step_details: [{ sub_step_details: {} }] }, '"step_details.0.sub_step_details" cannot be read'], // prettier-ignore
    [{ step_details: [{ sub_step_details: [{}, 5] }] }, '"step_details.0.sub_step_details.1" cannot be read'], // prettier-ignore
  ])("refuses %j and names the place", (answer, reason) => {
    expect(() => parseTaskProgress(answer)).toThrow(
      expect.objectContaining({
        ...malformed,
        message: expect.stringContaining(
          `the answer of ShowBackgroundTaskProgress is not as documented: ${reason}; check that`,
        ) as string,
      }) as Error,
    );
  });

  it.each(["all", 150, -1, true])(
    "shows a failed step beside the unreadable progress %j",
    (progress) => {
      const answer = { progress, step_details: [{ step_status: "FAILED", error_code: "DCS.1" }] };
      expect(parseTaskProgress(answer)).toStrictEqual({
        stepDetails: [{ stepStatus: "FAILED", errorCode: "DCS.1", subStepDetails: [] }],
      });
    },
  );

  it("never throws anything but MALFORMED_RESPONSE, whatever the JSON", () => {
    const field = fc.oneof(fc.jsonValue(), fc.constantFrom("FAILED", "FINISH", null, 50));
    const subStep = fc.record(
      { sub_step_id: field, sub_step_status: field, detail: field },
      { requiredKeys: [] },
    );
    const step = fc.record(
      {
        step_name: field,
        step_status: field,
        sub_step_details: fc.oneof(fc.array(fc.oneof(subStep, field)), field),
      },
      { requiredKeys: [] },
    );
    const answer = fc.record(
      {
        progress: field,
        remain_time: field,
        step_details: fc.oneof(fc.array(fc.oneof(step, field)), field),
      },
      { requiredKeys: [] },
    );
    const tellsOnly = (value: unknown): boolean => {
      try {
        const { progress = 0, remainTime = 0 } = parseTaskProgress(value);
        return progress >= 0 && progress <= 100 && remainTime >= 0;
      } catch (error) {
        return isDcsError(error, "MALFORMED_RESPONSE");
      }
    };
    fc.assert(fc.property(fc.oneof(answer, fc.jsonValue()), tellsOnly), {
      numRuns: 1_000,
      seed: 20260101,
    });
  });
});

/** What is said of an answer that cannot be read. */
function errorOf(answer: unknown): { readonly message: string; readonly serviceCode?: unknown } {
  try {
    parseTaskProgress(answer);
  } catch (error) {
    if (isDcsError(error, "MALFORMED_RESPONSE")) return error;
  }
  return { message: "" };
}

/** As it comes over the wire: JSON knows numbers that JavaScript takes for infinite. */
function parse(json: string): unknown {
  return parseTaskProgress(JSON.parse(json));
}

function nulls(prefix: string, last: string): Record<string, null> {
  const names = [`${prefix}_id`, `${prefix}_name`, `${prefix}_status`];
  const all = [...names, "begin_time", "end_time", "error_code", last];
  return Object.fromEntries(all.map((name) => [name, null]));
}
