import { withDefaults } from "../../src/resource/properties/completeInputs";
import { inputDefaults } from "../../src/resource/properties/table";
import { validateInputs } from "../../src/resource/properties/validateInputs";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const isUnknown = (value: unknown) => value === UNKNOWN;
const good = { instanceId: "5560df16-cebf-4473-95c4-d1b573c16e79", taskId: "8abfa7b27da211df" };
const failuresOf = (inputs: Record<string, unknown>) => validateInputs(inputs, isUnknown);
const propertiesOf = (inputs: Record<string, unknown>) =>
  failuresOf({ ...good, ...inputs }).map(({ property }) => property);

describe("the inputs of a BackgroundTask", () => {
  it("may be no more than the ids", () => {
    expect(failuresOf(good)).toEqual([]);
  });

  it("may be no more than the instance", () => {
    expect(failuresOf({ instanceId: good.instanceId })).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ["a job beside a task", { jobId: "j" }, ["jobId"]],
    ["a name beside a task", { taskName: "EXTEND" }, ["taskName"]],
    ["a name beside a job", { taskId: null, jobId: "j", taskName: ["EXTEND"] }, ["taskName"]],
    ["ifNone beside a task", { ifNone: "error" }, ["ifNone"]],
    ["ifNone beside a job", { taskId: undefined, jobId: "j", ifNone: "error" }, ["ifNone"]],
  ])("are rejected with %s, which contradict each other", (_, inputs, properties) => {
    expect(propertiesOf(inputs)).toEqual(properties);
  });

  it.each([
    { taskId: UNKNOWN, taskName: "EXTEND" },
    { taskName: UNKNOWN },
    { taskId: UNKNOWN, jobId: UNKNOWN, taskName: UNKNOWN },
    { taskId: null, jobId: UNKNOWN, taskName: UNKNOWN },
    { taskId: UNKNOWN, ifNone: "error" },
    { ifNone: UNKNOWN },
  ])("pass in a preview where one of two may turn out to be absent: %j", (inputs) => {
    expect(propertiesOf(inputs)).toEqual([]);
  });

  it.each(["EXTEND", ["EXTEND", "ChangeInstanceSpec"], ["EXTEND", UNKNOWN], UNKNOWN])(
    "may look for the name %j",
    (taskName) => {
      expect(propertiesOf({ taskId: undefined, taskName, ifNone: "error" })).toEqual([]);
    },
  );

  it.each(["", [], [""], 5, ["EXTEND", 5], {}])("are rejected with the name %j", (taskName) => {
    expect(propertiesOf({ taskId: undefined, taskName })).toEqual(["taskName"]);
  });

  it("may all be given", () => {
    const all = {
      triggers: [1, { deep: [null] }],
      wait: false,
      timeoutSeconds: 0.5,
      onFailure: "record",
      onTimeout: "error",
      poll: { minSeconds: 2, maxSeconds: 2 },
      region: "cn-north-4",
      projectId: "0123456789abcdef0123456789abcdef",
      endpoint: "http://127.0.0.1:8080/dcs",
    };
    expect(propertiesOf(all)).toEqual([]);
  });

  it("may be null where they are optional, which counts as not given", () => {
    const none = { triggers: null, wait: null, timeoutSeconds: null, region: null, poll: null };
    expect(propertiesOf({ ...none, onFailure: undefined, endpoint: undefined })).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["empty", ""],
    ["a number", 5],
    ["null", null],
    ["missing", undefined],
    ["a list", ["a"]],
    ["with a slash", "a/b"],
    ["with a question mark", "a?b"],
    ["with a hash", "a#b"],
    ["with a space", "a b"],
    ["with a percent sign", "a%2fb"],
    ["with a line end", "a\n"],
    ["dots alone", ".."],
    ["endless", "a".repeat(129)],
  ])("are rejected with an instanceId that is %s", (_, instanceId) => {
    expect(propertiesOf({ instanceId })).toEqual(["instanceId"]);
  });

  it.each<[string, unknown]>([
    ["taskId", ""],
    ["taskId", 5],
    ["taskId", "a/b"],
    ["taskId", "a?b"],
    ["taskId", "a#b"],
    ["taskId", "a b"],
    ["projectId", "a/b"],
    ["projectId", ""],
    ["triggers", "deploy"],
    ["triggers", {}],
    ["wait", "false"],
    ["wait", 0],
    ["timeoutSeconds", 0],
    ["timeoutSeconds", -1],
    ["timeoutSeconds", NaN],
    ["timeoutSeconds", Infinity],
    ["timeoutSeconds", "600"],
    ["timeoutSeconds", 31_536_001],
    ["onFailure", "ignore"],
    ["onFailure", "Record"],
    ["onFailure", true],
    ["onTimeout", "continue"],
    ["onTimeout", ""],
    ["region", "Beijing"],
    ["region", "cn_north_4"],
    ["region", "cn-north-4.evil.example"],
    ["region", "cn-north-4/"],
    ["region", ""],
    ["region", 4],
    ["endpoint", "dcs.cn-north-4.myhuaweicloud.com"],
    ["endpoint", "ftp://dcs.example.com"],
    ["endpoint", "https://"],
    ["endpoint", "https://user:password@dcs.example.com"],
    ["endpoint", "https://dcs.example.com?a=b"],
    ["endpoint", "https://dcs.example.com#a"],
    ["endpoint", "https://dcs example.com"],
    ["endpoint", 443],
    ["poll", 5],
    ["poll", [1, 60]],
    ["poll", "fast"],
    ["taskID", "a"],
    ["timeout", 5],
  ])("are rejected on %s when it is %j", (property, value) => {
    expect(propertiesOf({ [property]: value })).toEqual([property]);
  });

  it.each<[string, unknown, string[]]>([
    ["a bound of 0", { minSeconds: 0 }, ["poll.minSeconds"]],
    ["a negative bound", { maxSeconds: -1 }, ["poll.maxSeconds", "poll"]],
    ["a bound as text", { maxSeconds: "60" }, ["poll.maxSeconds"]],
    ["NaN for a bound", { minSeconds: NaN }, ["poll.minSeconds"]],
    ["an unknown bound", { meanSeconds: 5 }, ["poll.meanSeconds"]],
    ["crossed bounds", { minSeconds: 30, maxSeconds: 10 }, ["poll"]],
    ["a least gap above the default of the largest", { minSeconds: 61 }, ["poll"]],
    ["a largest gap below the default of the least", { maxSeconds: 0.5 }, ["poll"]],
  ])("are rejected with %s in poll", (_, poll, properties) => {
    expect(propertiesOf({ poll })).toEqual(properties);
  });

  it("are rejected with every problem at once, each with its reason", () => {
    const bad = {
      taskId: "a/b",
      wait: "yes",
      timeoutSeconds: 0,
      onFailure: "ignore",
      poll: { minSeconds: 9, maxSeconds: 3 },
      colour: "red",
    };
    const failures = Object.fromEntries(
      failuresOf(bad).map(({ property, reason }) => [property, reason]),
    );
    expect(failures).toEqual({
      instanceId: '"instanceId" is required',
      taskId: '"taskId" must hold only letters, digits, "-", "_" and "."',
      wait: '"wait" must be true or false',
      timeoutSeconds: '"timeoutSeconds" must be above 0 and at most a year',
      onFailure: '"onFailure" must be "error" or "record"',
      poll: '"poll" has minSeconds (9), which must not exceed maxSeconds (3)',
      colour: expect.stringMatching(/^"colour" is not an input; the inputs are .*taskId/) as string,
    });
  });

  it.each([
    "instanceId",
    "taskId",
    "triggers",
    "wait",
    "timeoutSeconds",
    "onFailure",
    "onTimeout",
    "poll",
    "region",
    "projectId",
    "endpoint",
  ])("may contain a %s that is not known yet", (property) => {
    expect(propertiesOf({ [property]: UNKNOWN })).toEqual([]);
  });

  it.each([
    { poll: { minSeconds: UNKNOWN } },
    { poll: { minSeconds: 90, maxSeconds: UNKNOWN } },
    { poll: { minSeconds: UNKNOWN, maxSeconds: 1 } },
    { triggers: [UNKNOWN] },
  ])("may contain values that are not known yet: %j", (inputs) => {
    expect(propertiesOf(inputs)).toEqual([]);
  });

  it("are completed with the defaults", () => {
    expect(withDefaults(good)).toEqual({
      ...good,
      wait: true,
      timeoutSeconds: 3600,
      onFailure: "error",
      onTimeout: "error",
      ifNone: "record",
      poll: { minSeconds: 1, maxSeconds: 60 },
    });
  });

  it.each([good, { ...good, taskId: undefined, jobId: "j" }, { instanceId: "i" }])(
    "are still valid with their defaults: %j",
    (inputs) => {
      expect(failuresOf(withDefaults(inputs))).toEqual([]);
    },
  );

  it("win over the defaults, each bound of poll by itself", () => {
    const inputs = { ...good, wait: false, timeoutSeconds: 5, poll: { maxSeconds: 30 } };
    expect(withDefaults(inputs)).toMatchObject({
      ...inputs,
      onFailure: "error",
      poll: { minSeconds: 1, maxSeconds: 30 },
    });
  });

  it("that are null give way to the defaults, or are left out", () => {
    const inputs = { ...good, wait: null, poll: null, region: null, triggers: undefined };
    expect(withDefaults(inputs)).toEqual(withDefaults(good));
  });

  it.each([{ poll: "fast" }, { poll: UNKNOWN }, { wait: "yes" }, { colour: "red" }])(
    "that are wrong or not known yet stay as they are: %j",
    (inputs) => {
      expect(withDefaults({ ...good, ...inputs })).toMatchObject(inputs);
    },
  );

  it("are not changed by being completed, nor are the defaults", () => {
    const inputs = Object.freeze({ ...good, poll: Object.freeze({ maxSeconds: 30 }) });
    const completed = withDefaults(inputs);
    expect(completed["poll"]).not.toBe(inputDefaults["poll"]);
    expect(withDefaults(good)["poll"]).not.toBe(inputDefaults["poll"]);
  });
});
