import * as client from "../../src/client";

type Name = Exclude<keyof typeof client, "DcsClient" | "DcsError">;

/** Calls an export as a program in JavaScript may. */
const call = (name: Name, ...args: readonly unknown[]): unknown =>
  Reflect.apply(client[name] as () => unknown, undefined, args);

const iam = { iamEndpoint: "https://iam.example.com", projectName: "cn-north-4" };
const user = { ...iam, user: () => undefined, source: "a test" };
const agency = { ...iam, base: () => Promise.resolve(undefined), agencyName: "ops" };
const request = { method: "GET", url: "https://dcs.example.com/" };
const keys = { accessKey: "AK", secretKey: "a-secret" };

it.each<[name: Name, args: readonly unknown[], message: string]>([
  ["createFetch", [], "the options of createFetch must be an object"],
  ["createFetch", [{}], '"env" is missing'],
  ["createFetch", [{ env: 1 }], '"env" must be an object'],
  ["createFetch", [{ env: { HTTPS_PROXY: 5 } }], '"env" must hold strings only: "HTTPS_PROXY"'],
  ["createFetch", [{ env: {}, caFile: 1 }], '"caFile" must be a non-empty string'],
  ["createFetch", [{ env: {}, insecure: "yes" }], '"insecure" must be true or false'],
  ["createFetch", [{ env: {}, names: 1 }], '"names" must be an object'],
  ["defaultCredentials", [], "the options of defaultCredentials must be an object"],
  ["defaultCredentials", [{}], '"iamEndpoint" is missing'],
  ["defaultCredentials", [{ ...iam, env: 5 }], '"env" must be an object'],
  ["defaultCredentials", [{ ...iam, agency: "ops" }], '"agency" must be an object'],
  ["passwordCredentials", [], "the options of passwordCredentials must be an object"],
  ["passwordCredentials", [{ ...user, user: 1 }], '"user" must be a function'],
  ["passwordCredentials", [{ ...user, source: "" }], '"source" must be a non-empty string'],
  ["passwordCredentials", [{ ...user, iamEndpoint: "iam" }], '"iamEndpoint" must be an http'],
  ["passwordCredentials", [{ ...user, now: 5 }], '"now" must be a function'],
  ["agencyCredentials", [null], "the options of agencyCredentials must be an object"],
  ["agencyCredentials", [{ ...agency, base: keys }], '"base" must be a function'],
  ["agencyCredentials", [{ ...agency, agencyName: "" }], '"agencyName" must be a non-empty string'],
  [
    "agencyCredentials",
    [{ ...agency, durationSeconds: NaN }],
    '"durationSeconds" must be a number',
  ],
  ["agencyCredentials", [{ ...agency, stsEndpoint: "sts" }], '"stsEndpoint" must be an http'],
  ["metadataCredentials", [1], "the options of metadataCredentials must be an object"],
  ["metadataCredentials", [{ endpoint: "169.254.169.254" }], '"endpoint" must be an http'],
  ["profileCredentials", ["ops"], "the options of profileCredentials must be an object"],
  ["profileCredentials", [{ profile: 5 }], '"profile" must be a non-empty string'],
  ["environmentCredentials", [1], '"env" must be an object'],
  ["fileCredentials", [{ HOME: 1 }], '"env" must hold strings only: "HOME"'],
  ["chainCredentials", [keys], '"providers[0]" must be a function'],
  ["staticCredentials", [], '"credentials" must be an object'],
  ["staticCredentials", [{}], '"credentials" must hold "accessKey" and "secretKey"'],
  ["staticCredentials", [keys, 5], '"source" must be a non-empty string'],
  ["signRequest", [], '"request.method" must be a non-empty string'],
  ["signRequest", [{ ...request, url: "/v2" }, keys], '"request.url" must be an absolute URL'],
  ["signRequest", [request], '"credentials.accessKey" must be a non-empty string'],
  ["signRequest", [request, { accessKey: "AK" }], '"credentials.secretKey" must be'],
  ["signRequest", [request, keys, { signingDate: "now" }], '"signingDate" must be a valid Date'],
])("%s(%j) is rejected by name", (name, args, message) => {
  expect(() => call(name, ...args)).toThrow(
    expect.objectContaining({
      code: "INVALID_INPUT",
      message: expect.stringContaining(message) as string,
    }) as Error,
  );
});
