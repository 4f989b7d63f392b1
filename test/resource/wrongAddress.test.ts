import { fastTime } from "../support/fastClock";
import { setStage, type Stage } from "./support/stage";

let stage: Stage;
/** Answers instead of DCS, to which no request goes; IAM is the simulator. */
let answerOfDcs: () => Response;
let asked = 0;
beforeEach(async () => {
  asked = 0;
  stage = await setStage({ scenarios: ["quick"], host: { clock: fastTime(100).clock } });
  const fetch = globalThis.fetch;
  jest.spyOn(globalThis, "fetch").mockImplementation(async (request, init) => {
    if (!new URL((request as Request).url).pathname.startsWith("/v2/")) return fetch(request, init);
    asked += 1;
    return answerOfDcs();
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await stage.simulator.close();
});

const answers: [string, () => Response][] = [
  [
    "404 of a gateway without the API",
    () =>
      new Response(JSON.stringify({ error_code: "APIGW.0101", error_msg: "The API is missing" }), {
        status: 404,
      }),
  ],
  ["a redirect", () => new Response(null, { status: 302, headers: { location: "/login" } })],
  ["405", () => new Response("Method Not Allowed", { status: 405 })],
];
const noHost = () => {
  const cause = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
  throw new TypeError("fetch failed", { cause });
};
const minutes = { timeoutSeconds: 900, poll: { minSeconds: 1, maxSeconds: 60 } };
const byName = { taskId: null, taskName: "EXTEND" };

describe.each([
  ["is configured", () => ({ projectId: stage.simulator.projectId })],
  ["IAM names", () => ({})],
])("a wrong address of DCS, with a project that %s,", (_, project) => {
  it.each(answers)("ends a wait at its first answer: %s", async (_, answer) => {
    answerOfDcs = answer;
    const attempt = stage.lifecycle.create(stage.inputs("quick", { ...minutes, ...project() }));
    await expect(attempt).rejects.toThrow(/check the (?:endpoint|region)/);
    expect(asked).toBe(1);
  });

  it.each([
    ["a search by name", byName],
    ["a look without a wait", { wait: false }],
  ])("ends %s at its first answer", async (_, inputs) => {
    answerOfDcs = () => new Response("Method Not Allowed", { status: 405 });
    const given = stage.inputs("quick", { ...minutes, ...project(), ...inputs });
    await expect(stage.lifecycle.create(given)).rejects.toThrow("check the endpoint");
    expect(asked).toBe(1);
  });

  it.each([
    ["a wait", {}],
    ["a search by name", byName],
  ])("ends %s after a minute if the host does not resolve", async (_, inputs) => {
    answerOfDcs = noHost;
    const given = stage.inputs("quick", { ...minutes, ...project(), ...inputs });
    const error: unknown = await stage.lifecycle.create(given).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "NETWORK" });
    const [, seconds] =
      /^gave up after \d+ failed queries in (\d+) s;/.exec((error as Error).message) ?? [];
    // A machine under load may be late on the fast clock; proved, it would be ten minutes.
    expect(Number(seconds)).toBeLessThan(400);
  });
});
