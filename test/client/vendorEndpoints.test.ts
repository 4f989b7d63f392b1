import path from "node:path";
import { defaultEndpoint } from "../../src/settings/endpointUrls";
import { resolveSettings } from "../../src/settings/settings";
import { findPythonClient } from "../simulator/support/pythonClient";
import { runPython } from "../support/python";

const client = findPythonClient();
if (client.missing !== undefined) {
  console.warn(`skipped: the vendor's Python client is not there, ${client.missing}`);
}

interface Endpoints {
  readonly dcs: readonly string[];
  readonly iam: string;
  readonly sts: string;
}

const ask = async (env: Record<string, string> = {}): Promise<Record<string, Endpoints>> => {
  const script = path.join(__dirname, "sdkEndpoints.py");
  return (await runPython(client.python ?? "", script, env)) as Record<string, Endpoints>;
};

/** The European cloud has a domain of its own, as Terraform's provider and the documents say. */
const europe = ["eu-west-101"];
/** What the SDK has no IAM or STS of the region for, it asks elsewhere. */
const elsewhere = {
  iam: "https://iam.myhuaweicloud.com",
  sts: "https://sts.cn-north-4.myhuaweicloud.com",
};

const describeWithClient = client.missing === undefined ? describe : describe.skip;

describeWithClient("endpoints, beside those of the vendor's Python SDK", () => {
  let theirs: Record<string, Endpoints>;
  beforeAll(async () => {
    theirs = await ask();
  });

  it("of DCS are the same in every region outside of Europe's own cloud", () => {
    const regions = Object.keys(theirs);
    expect(regions.length).toBeGreaterThan(30);
    const different = regions.filter(
      (region) => defaultEndpoint("dcs", { region }) !== theirs[region]?.dcs[0],
    );
    expect(different).toEqual(europe);
  });

  it.each(["iam", "sts"] as const)(
    "of %s are the same in every region that has its own there",
    (service) => {
      const known = Object.entries(theirs).filter(
        ([region, endpoints]) =>
          endpoints[service] !== elsewhere[service] || elsewhere[service].includes(region),
      );
      expect(known.length).toBeGreaterThan(10);
      for (const [region, endpoints] of known)
        expect(defaultEndpoint(service, { region })).toBe(endpoints[service]);
    },
  );

  it("are the same where variables of the environment give them", async () => {
    const env = {
      HUAWEICLOUD_SDK_REGION_DCS_CN_NORTH_4: "https://a.example,https://b.example",
      HUAWEICLOUD_SDK_IAM_ENDPOINT: "https://iam.example",
    };
    const { "cn-north-4": given } = await ask(env);
    const { endpoint, iamEndpoint: iam } = resolveSettings({
      inputs: { region: "cn-north-4" },
      env,
    });
    // The SDK goes on to the second one when the first does not answer.
    expect(endpoint).toBe(given?.dcs[0]);
    expect(iam).toBe(given?.iam);
  });
});
