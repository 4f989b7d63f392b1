import path from "node:path";
import type { Environment, SourcedCredentials } from "../../../src/client";
import { chainCredentials, environmentCredentials, fileCredentials } from "../../../src/client";
import { findPlace } from "../../../src/settings/settings";
import { findPythonClient } from "../../simulator/support/pythonClient";
import { runPython } from "../../support/python";
import { homeWith, removeHomes, SDK_FILE } from "./support/home";

const client = findPythonClient();
if (client.missing !== undefined) {
  console.warn(`skipped: the vendor's Python client is not there, ${client.missing}`);
}

interface Found {
  readonly ak: string;
  readonly sk: string;
  readonly securityToken: string | null;
  readonly projectId: string | null;
}
type Sources = Readonly<Record<"environment" | "file" | "chain", Found | null>>;

/** An environment, and the credentials file in its home folder. */
interface Case {
  readonly env?: Environment;
  readonly file?: string;
}

const pair = { HUAWEICLOUD_SDK_AK: "AK-ENV", HUAWEICLOUD_SDK_SK: "SK-ENV" };
const section = "[basic]\nak = AK-FILE\nsk = SK-FILE\n";

/** What both understand alike. */
const alike: Readonly<Record<string, Case>> = {
  "nothing at all": {},
  "a key pair in the environment": { env: pair },
  "a temporary one": { env: { ...pair, HUAWEICLOUD_SDK_SECURITY_TOKEN: "T/+==" } },
  "one with a project": { env: { ...pair, HUAWEICLOUD_SDK_PROJECT_ID: "p1" } },
  "an empty access key": { env: { HUAWEICLOUD_SDK_AK: "", HUAWEICLOUD_SDK_SK: "" } },
  "a key pair in the file": { file: section },
  "the environment before the file": { env: pair, file: section },
  "a temporary one in the file": { file: `${section}security_token = T/+==\n` },
  "a project in the file": { file: `${section}project_id = p2\n` },
  "a project of the file that is not used": { env: pair, file: `${section}project_id = p2\n` },
  "no spaces around =": { file: "[basic]\nak=AK-FILE\nsk=SK-FILE\n" },
  "a = in a value": { file: "[basic]\nak=AK-FILE\nsk=SK==FILE=\n" },
  "names in capitals": { file: "[basic]\nAK = AK-FILE\nSK = SK-FILE\n" },
  "comments and empty lines": { file: `# mine\n\n; and yours\n${section}\n# end` },
  "line ends of Windows": { file: section.replaceAll("\n", "\r\n") },
  "both sections": { file: `[global]\nak = AK-G\nsk = SK-G\n\n${section}` },
  "another section besides": { file: `${section}[other]\nak = AK-O\n` },
  "an empty file": { file: "" },
  "a section without keys": { file: "[basic]\nproject_id = p2\n" },
  "half a pair in the file": { file: "[basic]\nak = AK-FILE\n" },
  "a section that is not there": { file: "[other]\nak = AK-O\nsk = SK-O\n" },
};

/** What we mean to understand otherwise, as docs/credentials.md says. */
const otherwise: Readonly<Record<string, Case & { readonly ours: string | null }>> = {
  "half a pair in the environment, with a file": {
    env: { HUAWEICLOUD_SDK_AK: "AK-ENV" },
    file: section,
    ours: null,
  },
  "a section twice": { file: `${section}[basic]\nak = AK-2\n`, ours: "AK-2" },
  "only [global]": { file: "[global]\nak = AK-G\nsk = SK-G\n", ours: "AK-G" },
  "a colon for =": { file: "[basic]\nak: AK-FILE\nsk: SK-FILE\n", ours: null },
  "quotes around a value": { file: '[basic]\nak = "AK-FILE"\nsk = "SK-FILE"\n', ours: "AK-FILE" },
  "a percent sign": { file: "[basic]\nak = AK-FILE\nsk = SK%FILE\n", ours: "AK-FILE" },
  "a comment behind a value": {
    file: "[basic]\nak = AK-FILE ; mine\nsk = SK-FILE\n",
    ours: "AK-FILE",
  },
};

const environmentOf = ({ env = {}, file }: Case): Record<string, string> => ({
  ...homeWith(file === undefined ? {} : { [SDK_FILE]: file }),
  ...(env as Record<string, string>),
});

async function ours(env: Environment): Promise<Sources> {
  const findings = await Promise.all(
    [
      environmentCredentials(env),
      fileCredentials(env),
      chainCredentials(environmentCredentials(env), fileCredentials(env)),
    ].map((provider) => provider().catch(() => undefined)),
  );
  const projectOf = (source: SourcedCredentials): string | null => {
    const sources = { inputs: {}, configuration: () => undefined };
    // Its own file, without what else the environment says.
    const own = source.source.includes("file") ? homeOf(env) : env;
    return findPlace({ ...sources, env: own }).projectId ?? null;
  };
  const [environment, file, chain] = findings.map((found) =>
    found && "accessKey" in found
      ? {
          ak: found.accessKey,
          sk: found.secretKey,
          securityToken: found.securityToken ?? null,
          projectId: projectOf(found),
        }
      : null,
  );
  return { environment: environment ?? null, file: file ?? null, chain: chain ?? null };
}

const homeOf = ({ HOME, USERPROFILE }: Environment): Environment => ({ HOME, USERPROFILE });

const describeWithClient = client.missing === undefined ? describe : describe.skip;

describeWithClient("the providers, beside those of the vendor's Python SDK", () => {
  const cases = Object.entries({ ...alike, ...otherwise });
  const environments = new Map(cases.map(([name, one]) => [name, environmentOf(one)]));
  let theirs: ReadonlyMap<string, Sources>;

  beforeAll(async () => {
    const script = path.join(__dirname, "sdkProviders.py");
    const answers = (await runPython(client.python ?? "", script, [
      ...environments.values(),
    ])) as Sources[];
    theirs = new Map([...environments.keys()].map((name, i) => [name, answers[i] as Sources]));
  });
  afterAll(removeHomes);

  it.each(Object.keys(alike))("understand alike %s", async (name) => {
    expect(await ours(environments.get(name) ?? {})).toEqual(theirs.get(name));
  });

  it.each(Object.entries(otherwise))(
    "understand %s otherwise, as is said in the docs",
    async (name, { ours: accessKey }) => {
      const { chain } = await ours(environments.get(name) ?? {});
      expect(chain?.ak ?? null).toBe(accessKey);
      expect(chain).not.toEqual(theirs.get(name)?.chain);
    },
  );
});
