import { clientOptionsOf } from "../../src/client/settingsClient";
import { renderSettingsTable } from "./support/renderTable";
import { findPlace, resolveSettings } from "../../src/settings/settings";
import { settingNames, settingOf } from "../../src/settings/sources/table";

/** Each of these makes more be looked for: the rest of a pair, or whose password it is. */
const leads = [
  ...["", "huaweicloud:password", "huaweicloud-dcs:password"],
  ...["huaweicloud:accessKey", "huaweicloud-dcs:accessKey"],
  ...["HW_ACCESS_KEY", "HUAWEICLOUD_SDK_AK", "CLOUD_SDK_AK"],
];

/** All names that are looked at. */
async function namesRead(): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const lead of leads) {
    const read = (name: string): string | undefined => {
      names.add(name);
      if (name === lead) return "set";
      // No test asks an address outside of this machine.
      if (name === "PULUMI_DCS_METADATA") return "off";
      // Which hosts are asked without a proxy matters only where there is one.
      return name === "https_proxy" ? "http://127.0.0.1:9" : undefined;
    };
    const env = new Proxy<Record<string, string | undefined>>(
      {},
      { get: (_, name) => read(String(name)) },
    );
    const sources = { configuration: read, env };
    findPlace({ inputs: {}, ...sources });
    const settings = resolveSettings({ inputs: { region: "xx-test-1" }, ...sources });
    const { credentials } = clientOptionsOf(settings);
    if (typeof credentials === "function") await credentials().catch(() => undefined);
  }
  // Where the home folder is goes without saying.
  for (const name of ["HOME", "USERPROFILE"]) names.delete(name);
  return names;
}

describe("the table of settings", () => {
  const settings = settingNames.map(settingOf);

  it("has every variable that is read, and no other", async () => {
    const variables = [...(await namesRead())].filter((name) => !name.includes(":"));
    const named = settings
      .flatMap(({ variables = [], sdkVariables = [], regionVariable = [] }) =>
        [variables, sdkVariables, regionVariable].flat(),
      )
      .map((name) => name.replace("<REGION>", "XX_TEST_1"));
    // Proxies have their names in lower case too.
    const seen = new Set(variables.map((name) => name.toUpperCase()));
    expect(seen).toEqual(new Set(named));
  });

  it("has every configuration key that is read, and no other", async () => {
    const keys = [...(await namesRead())].filter((name) => name.includes(":"));
    const named = settings.flatMap(({ keys: shared = [], ownKey }) => [
      ...(ownKey === undefined ? [] : [ownKey]),
      ...shared.map((key) => key.split(".")[0] ?? ""),
    ]);
    const all = [...new Set(named)].flatMap((key) => [
      `huaweicloud:${key}`,
      `huaweicloud-dcs:${key}`,
    ]);
    // Those in snake_case are looked at for a warning.
    expect(new Set(keys.filter((key) => !key.includes("_")))).toEqual(new Set(all));
  });

  it("is rendered as README's, one row for each thing", () => {
    const lines = renderSettingsTable();
    expect(lines[0]).toBe(
      "| what | resource input | flag | client option | Pulumi configuration | environment | else |",
    );
    expect(lines[2]).toBe(
      "| region | `region` | `--region` | `region` | `huaweicloud:region` | `HW_REGION_NAME`, " +
        "`OS_REGION_NAME` | an error |",
    );
    expect(lines.find((line) => line.startsWith("| DCS endpoint"))).toBe(
      "| DCS endpoint | `endpoint` | `--endpoint` | `endpoint` | `huaweicloud-dcs:endpoint`, " +
        "`huaweicloud:endpoints.dcs` | `HUAWEICLOUD_SDK_REGION_DCS_<REGION>` | " +
        "`https://dcs.{region}.{cloud}` |",
    );
    const things = lines.slice(2).map((line) => line.split(" | ")[0]);
    expect(new Set(things).size).toBe(things.length);
    for (const line of lines) expect(line.split(" | ")).toHaveLength(7);
  });
});
