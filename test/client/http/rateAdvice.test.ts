import { DcsClient } from "../../../src/client";
import { clientOptionsOf } from "../../../src/client/settingsClient";
import { resolveSettings, type SettingsSources } from "../../../src/settings/settings";
import { toSources } from "../../settings/support/sources";
import { closeServers, serve } from "../support/answerServer";
import { task } from "../support/clients";

afterEach(closeServers);

const throttled = { status: 429, body: { error_code: "APIGW.0308", error_msg: "throttled" } };
const keys = { HW_ACCESS_KEY: "AK", HW_SECRET_KEY: "SK" };

const clientOfSettings = (url: string, sources: Omit<SettingsSources, "inputs">): DcsClient => {
  const inputs = { region: "cn-north-4", projectId: "p", endpoint: url };
  return new DcsClient(clientOptionsOf(resolveSettings({ ...sources, inputs })));
};

test.each<[who: string, open: (url: string) => DcsClient, ways: string]>([
  [
    "a program with Pulumi",
    (url) => clientOfSettings(url, toSources({ env: keys })),
    "huaweicloud-dcs:requestsPerSecond or PULUMI_DCS_REQUESTS_PER_SECOND",
  ],
  [
    "the command line",
    (url) => clientOfSettings(url, { kind: "flag", env: keys }),
    "PULUMI_DCS_REQUESTS_PER_SECOND",
  ],
  [
    "a program of its own",
    (url) => {
      const credentials = { accessKey: "AK", secretKey: "SK" };
      const place = { region: "cn-north-4", projectId: "p", endpoint: url };
      return new DcsClient({ ...place, credentials, env: {} });
    },
    'the option "requestsPerSecond" or PULUMI_DCS_REQUESTS_PER_SECOND',
  ],
])("a 429 says to %s where it can lower the request rate", async (_, open, ways) => {
  const { url } = await serve(throttled);
  await expect(open(url).showBackgroundTaskProgress(task, { retries: 0 })).rejects.toMatchObject({
    code: "THROTTLED",
    message: expect.stringContaining(
      `: throttled; too many requests are made with these credentials: run fewer programs at a time, or lower ${ways}`,
    ) as string,
  });
});

test("a 429 of IAM to a request for a token says nothing of the rate, which does not apply to it", async () => {
  const { url } = await serve(throttled);
  const variables = { HW_AUTH_URL: url, HW_USER_NAME: "u", HW_USER_PASSWORD: "p" };
  const client = clientOfSettings(url, { env: { ...variables, HW_DOMAIN_NAME: "d" } });
  const error: unknown = await client
    .showBackgroundTaskProgress(task, { retries: 0 })
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    message: expect.stringMatching(
      /^KeystoneCreateUserTokenByPassword .*fewer programs at a time$/,
    ) as string,
  });
});
