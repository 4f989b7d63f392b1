import { DcsClient } from "../../src/client";
import { keys } from "./support/clients";

const make = (options: unknown): DcsClient => {
  const whole = typeof options === "object" && options !== null && !Array.isArray(options);
  const given = whole ? { region: "cn-north-4", credentials: keys, env: {}, ...options } : options;
  // A program in JavaScript may pass anything.
  return Reflect.construct(DcsClient, [given]) as DcsClient;
};
const failure = (property: string, message: RegExp): Error =>
  expect.objectContaining({
    code: "INVALID_INPUT",
    property,
    message: expect.stringMatching(message) as string,
  }) as Error;

const milliseconds = /^"requestTimeoutMs" must be a number of milliseconds above 0 and at most 2,/;
const rate = /^"requestsPerSecond" must be a number of requests per second from 0\.1 to 10,000$/;
const functions = (name: string): RegExp => new RegExp(`^"${name}" must be a function$`);
const texts = (name: string): RegExp => new RegExp(`^"${name}" must be a non-empty string$`);

describe("an option of a client", () => {
  it.each<[option: string, message: RegExp, values: readonly unknown[]]>([
    ["region", /^"region" must be the id of a region/, [null, 5, "", NaN, {}, ["cn-north-4"]]],
    ["projectId", /^"projectId" must /, [null, 5, "", NaN, {}, []]],
    ["projectName", texts("projectName"), [null, 5, "", {}]],
    ["endpoint", texts("endpoint"), [null, 5, "", {}]],
    ["endpoint", /^"endpoint" must be a URL such as https:\/\/dcs\./, ["dcs.example", "ftp://a"]],
    ["iamEndpoint", texts("iamEndpoint"), [null, 5, "", {}]],
    ["iamEndpoint", /^"iamEndpoint" must be a URL such as https:\/\/iam\./, ["iam.example"]],
    ["requestTimeoutMs", milliseconds, [null, 0, -1, NaN, Infinity, 2 ** 31, "5", {}]],
    ["requestsPerSecond", rate, [null, 0, 0.01, -1, NaN, Infinity, 10_001, "5", {}]],
    ["credentials", /^"credentials" must be an object$/, [null, 5, "AK", []]],
    ["credentials", /^"credentials" must hold "accessKey" and "secretKey"/, [{}]],
    ["insecure", /^"insecure" must be true or false$/, [null, 5, "", "true", {}]],
    ["fetch", functions("fetch"), [null, 5, "", {}]],
    ["now", functions("now"), [null, 5, "", {}]],
    ["env", /^"env" must be an object$/, [null, 5, "", []]],
  ])("is refused by its name: %s, %s", (option, message, values) => {
    for (const value of values) {
      expect(() => make({ [option]: value })).toThrow(failure(option, message));
    }
  });

  it.each([[null], [5], ["cn-north-4"], [[]], [true]])("cannot be taken from %j", (options) => {
    expect(() => make(options)).toThrow(
      failure("options", /^the options of a client must be an object$/),
    );
  });

  it("may be undefined, or of a name that is not known", () => {
    const left = {
      projectId: undefined,
      fetch: undefined,
      now: undefined,
      requestTimeoutMs: undefined,
    };
    expect(make({ ...left, iamEndpoint: undefined, note: "x" }).region).toBe("cn-north-4");
  });

  it.each([0.1, 1, 10_000])("may be a rate of %s requests a second", (requestsPerSecond) => {
    expect(make({ requestsPerSecond }).requestsPerSecond).toBe(requestsPerSecond);
  });

  it.each([1, 0.5, 2 ** 31 - 1])("may be a time-out of %s ms", (requestTimeoutMs) => {
    expect(make({ requestTimeoutMs }).region).toBe("cn-north-4");
  });

  it("may all be left out where the environment has the region", () => {
    const region = process.env["HW_REGION_NAME"];
    delete process.env["HW_REGION_NAME"];
    try {
      expect(() => new DcsClient()).toThrow(failure("region", /^"region" must be set: use the op/));
      process.env["HW_REGION_NAME"] = "eu-de";
      expect(new DcsClient().region).toBe("eu-de");
    } finally {
      if (region === undefined) delete process.env["HW_REGION_NAME"];
      else process.env["HW_REGION_NAME"] = region;
    }
  });
});
