import { writeFileSync } from "node:fs";
import path from "node:path";
import {
  agencyCredentials,
  type CredentialsProvider,
  metadataCredentials,
  passwordCredentials,
  profileCredentials,
  staticCredentials,
  waitForBackgroundTask,
  type WaitResult,
} from "../../../src/client";
import { type RecordedRequest, type Simulator, startSimulator } from "../../../src/simulator";
import { fastTime } from "../../support/fastClock";
import { simulatorClient, taskOf } from "../support/clients";
import { homeWith, removeHomes, SHARED } from "./support/home";

const LIFE_SECONDS = 4;
const scenarios = [{ name: "long", steps: [{ name: "copy", seconds: 9 }] }];

/** Gives credentials of a simulator; they go by this wall clock. */
type Make = (simulator: Simulator, now: () => number) => CredentialsProvider;

/** What became of a wait. */
interface Ending {
  readonly result: WaitResult;
  readonly requests: readonly RecordedRequest[];
}

const metadata: Make = ({ url }, now) => metadataCredentials({ endpoint: url, now });
const password: Make = ({ url, region, account }, now) =>
  passwordCredentials({
    iamEndpoint: url,
    projectName: region,
    user: () => account,
    source: "a test",
    now,
  });
const agency: Make = (simulator, now) => {
  const { agencyName, domainName } = simulator.account;
  const base = staticCredentials(simulator);
  return agencyCredentials({ iamEndpoint: simulator.url, agencyName, domainName, base, now });
};
/** A profile that another program keeps rewriting. */
const profile: Make = ({ url }, now) => {
  const issue = metadataCredentials({ endpoint: url, now });
  const env = homeWith({ [SHARED]: "{}" });
  return async (request) => {
    const keys = (await issue()) as unknown as Record<string, string>;
    const stsToken = {
      accessKeyId: keys["accessKey"],
      secretAccessKey: keys["secretKey"],
      securityToken: keys["securityToken"],
    };
    const profiles = [{ name: "default", mode: "SSO", ssoAuth: { stsToken } }];
    writeFileSync(path.join(env.HOME, SHARED), JSON.stringify({ profiles }));
    return profileCredentials({ env })(request);
  };
};
const given: Make = ({ url }, now) => {
  const found = metadataCredentials({ endpoint: url, now })();
  return async () => ({ ...((await found) ?? { authToken: "none" }), source: "a test" });
};

/** A clock that is so far behind never shows that a key has expired, in milliseconds. */
const TWO_HOURS = 2 * 3_600_000;

/** @param behindMs by how much the clock of the credentials is behind the service's */
async function play(make: Make, behindMs = 0): Promise<Ending> {
  const { now, clock } = fastTime(2);
  const simulator = await startSimulator({ now, scenarios, longestLifeSeconds: LIFE_SECONDS });
  try {
    const result = await waitForBackgroundTask(
      simulatorClient(simulator, { credentials: make(simulator, () => now() - behindMs), now }),
      taskOf(simulator, "long"),
      // So often that no refusal for an ended key can be missed.
      { minDelayMs: 250, maxDelayMs: 250, clock },
    );
    return { result, requests: simulator.requests };
  } finally {
    await simulator.close();
  }
}

const refused = ({ requests }: Ending): number =>
  requests.filter(({ status }) => status === 401).length;
const issued = ({ requests }: Ending, call: string): number =>
  requests.filter(({ path: asked }) => asked.endsWith(call)).length;

describe("a wait that is longer than its credentials live", () => {
  let plays: Readonly<Record<string, Promise<Ending>>>;
  beforeAll(() => {
    // All at the same time, since each takes its time.
    plays = {
      metadata: play(metadata),
      agency: play(agency),
      password: play(password),
      "metadata, late": play(metadata, TWO_HOURS),
      "password, late": play(password, TWO_HOURS),
      profile: play(profile),
      given: play(given),
    };
    for (const one of Object.values(plays)) one.catch(() => undefined);
  });
  afterAll(async () => {
    await Promise.allSettled(Object.values(plays));
    removeHomes();
  });
  const endingOf = (name: string): Promise<Ending> =>
    plays[name] ?? Promise.reject(new Error(name));

  it.each([
    ["metadata", "securitykey"],
    ["agency", "securitytokens"],
    ["password", "tokens"],
  ])("goes on with those of the source %s, renewed before they end", async (name, call) => {
    const ending = await endingOf(name);
    expect(ending.result.outcome).toBe("succeeded");
    expect(refused(ending)).toBe(0);
    expect(issued(ending, call)).toBeGreaterThanOrEqual(3);
  });

  it.each(["metadata, late", "password, late"])(
    "goes on where only a rejection shows that they expired: %s",
    async (name) => {
      const ending = await endingOf(name);
      expect(ending.result.outcome).toBe("succeeded");
      expect(refused(ending)).toBeGreaterThanOrEqual(1);
    },
  );

  it("goes on with those of a file that is rewritten", async () => {
    const ending = await endingOf("profile");
    expect(ending.result.outcome).toBe("succeeded");
    expect(refused(ending)).toBe(0);
  });

  it("ends with an error that says so where they cannot be renewed", async () => {
    await expect(endingOf("given")).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      serviceCode: "APIGW.0301",
      message: expect.stringMatching(
        /token expires.*; the credentials are from a test, are temporary and may have expired/,
      ) as string,
    });
  });
});
