import type { Fault, Scenario, StepScript } from "./scenario";
import { sampleAnswer } from "./sampleAnswer";

const quickSteps: readonly StepScript[] = [
  { name: "前置检查", seconds: 1 },
  {
    name: "数据迁移",
    subSteps: [
      { name: "slot 0-8191", seconds: 0.75, detail: "{slot_range:[0 8191]}" },
      { name: "slot 8192-16383", seconds: 0.75, detail: "{slot_range:[8192 16383]}" },
    ],
  },
  { name: "结果校验", seconds: 0.5 },
];

const throttled: Fault = {
  request: 1,
  status: 429,
  body: {
    error_msg: "Throttled: policy user over ratelimit,limit:200,time:1 second",
    error_code: "APIGW.0308",
  },
};

/** The scenarios that come with the simulator. */
export const builtInScenarios: readonly Scenario[] = [
  { name: "sample", answer: sampleAnswer },
  {
    name: "resize",
    steps: [
      {
        name: "前置检查",
        subSteps: [
          { name: "资源检查", seconds: 2 },
          { name: "实例状态检查", seconds: 2 },
        ],
      },
      {
        name: "数据迁移",
        subSteps: [
          { name: "slot 0-5460", seconds: 7, detail: "{slot_range:[0 5460]}" },
          { name: "slot 5461-10922", seconds: 7, detail: "{slot_range:[5461 10922]}" },
          { name: "slot 10923-16383", seconds: 8, detail: "{slot_range:[10923 16383]}" },
        ],
      },
      { name: "结果校验", seconds: 4 },
    ],
  },
  { name: "quick", steps: quickSteps },
  {
    name: "long",
    steps: [
      { name: "前置检查", seconds: 30 },
      {
        name: "数据迁移",
        subSteps: [
          { name: "slot 0-5460", seconds: 170 },
          { name: "slot 5461-10922", seconds: 170 },
          { name: "slot 10923-16383", seconds: 170 },
        ],
      },
      { name: "结果校验", seconds: 60 },
    ],
  },
  {
    name: "fails",
    steps: [
      { name: "前置检查", seconds: 1 },
      {
        name: "数据迁移",
        seconds: 4,
        subSteps: [
          { name: "slot 0-8191", seconds: 1 },
          { name: "slot 8192-16383", seconds: 1, fails: "DCS.4842" },
        ],
      },
      { name: "结果校验", seconds: 1 },
    ],
  },
  {
    name: "stalls",
    taskName: "ChangeInstanceSpec",
    timeFormat: "local",
    steps: [
      { name: "preCheck", seconds: 2, healthyCode: "DCS.4064" },
      { name: "dataMigration", seconds: 8, healthyCode: "DCS.4065" },
    ],
    stalls: [{ atPercent: 62, seconds: 10 }],
  },
  { name: "not-found-at-first", notFoundForSeconds: 3, steps: quickSteps },
  { name: "purged", purgedAfterSeconds: 1, steps: quickSteps },
  { name: "vanishes", vanishesAfterSeconds: 3, steps: [{ name: "数据迁移", seconds: 6 }] },
  {
    name: "flaky",
    steps: quickSteps,
    faults: [
      {
        request: 1,
        status: 503,
        contentType: "text/html",
        body: "<html><head><title>503 Service Temporarily Unavailable</title></head><body><h1>503</h1></body></html>",
      },
      { request: 2, drop: "before" },
      { ...throttled, request: 3, headers: { "Retry-After": "1" } },
      {
        request: 4,
        status: 500,
        body: { error_msg: "Internal service error.", error_code: "DCS.5000", error_ext_msg: null },
      },
    ],
  },
  { name: "throttled", steps: quickSteps, faults: [{ ...throttled, request: [1, 3] }] },
  { name: "no-estimate", remainTime: "none", steps: quickSteps },
  { name: "done", startedSecondsAgo: 60, steps: quickSteps },
];
