import fc from "fast-check";
import { DcsClient } from "../../src/client";
import { signRequest } from "../../src/client";
import { idProblem, regionProblem } from "../../src/checks";
import { clientOptionsOf } from "../../src/client/settingsClient";
import { findSettingsProblems } from "../../src/client/settingsProblems";
import { retryAfterMs } from "../../src/client/http/retryAfter";
import { parseDuration } from "../../src/display/duration";
import { withDefaults } from "../../src/resource/properties/completeInputs";
import { validateInputs } from "../../src/resource/properties/validateInputs";
import { parseEndpoint } from "../../src/settings/endpointUrls";
import { resolveSettings } from "../../src/settings/settings";
import { settingNames, settingOf } from "../../src/settings/sources/table";
import { keys } from "../client/support/clients";
import { hostileJson, hostileText, mutated } from "./support/hostile";
import { holds, typed, typedLater } from "./support/holds";

const id = fc.oneof(hostileText, hostileJson, fc.string({ unit: fc.constantFrom(".", "/", "a") }));
const url = fc.oneof(
  hostileText,
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc
    .tuple(fc.constantFrom("https://", "http://", "//", "https:"), hostileText)
    .map((p) => p.join("")),
  fc.tuple(fc.constant("https://a.example.com/"), hostileText).map((parts) => parts.join("")),
);

test("no accepted id changes the structure of the path that contains it", async () => {
  await holds(
    id,
    (value) => {
      if (idProblem(value) !== undefined) return;
      const { pathname, search, hash, host } = new URL(
        `https://h/v2/p/instances/${String(value)}/x`,
      );
      expect({ pathname, search, hash, host }).toEqual({
        pathname: `/v2/p/instances/${String(value)}/x`,
        search: "",
        hash: "",
        host: "h",
      });
    },
    2_000,
  );
});

test("no accepted region changes the domain of the host that contains it", async () => {
  await holds(id, (value) => {
    if (regionProblem(value) !== undefined) return;
    const { endpoint } = new DcsClient({ region: String(value), credentials: keys });
    const { host } = new URL(endpoint);
    expect(host).toMatch(/^dcs\.[a-z0-9-]+\.myhuaweicloud\.(com|eu)$/);
  });
});

test("an endpoint is a typed error or a plain base URL", async () => {
  await holds(
    url,
    (text) => {
      const endpoint = typed(() => parseEndpoint("endpoint", text));
      if (endpoint === undefined) return;
      expect(new URL(endpoint)).toMatchObject({ username: "", password: "", search: "", hash: "" });
      expect(new URL(`${endpoint}/v2`).pathname).toMatch(/\/v2$/);
    },
    1_000,
  );
});

test("durations and pauses are undefined or valid for a timer", async () => {
  const text = fc.oneof(
    hostileText,
    fc.string({ unit: fc.constantFrom("1", "9", ".", "h", "m", "s", "u", "-", " ", "e") }),
    fc.constantFrom("1m".repeat(5_000), "9".repeat(400), `${"9".repeat(400)}h`, "1".repeat(50_000)),
  );
  await holds(
    text,
    (value) => {
      const seconds = parseDuration(value) ?? 1;
      expect(seconds > 0 && Number.isFinite(seconds)).toBe(true);
      const header = value.replace(/[^\x20-\x7e]/g, "");
      const ms = retryAfterMs(new Headers({ "retry-after": header }), 0) ?? 0;
      expect(ms >= 0 && Number.isFinite(ms)).toBe(true);
    },
    1_000,
  );
});

test("check never throws on inputs of a resource, and every problem names a property", async () => {
  const good = {
    instanceId: "5560df16-cebf-4473-95c4-d1b573c16e79",
    taskId: "8abf6e1e72c12e7c0172c15b508500aa",
    triggers: [1],
    wait: true,
    timeoutSeconds: 5,
    onFailure: "record",
    poll: { minSeconds: 1, maxSeconds: 2 },
    region: "cn-north-4",
    endpoint: "https://dcs.example.com",
  };
  await holds(
    mutated(good),
    (news) => {
      // The engine always passes an object.
      if (typeof news !== "object" || news === null || Array.isArray(news)) return;
      const inputs = news as Record<string, unknown>;
      const failures = [
        ...validateInputs(inputs, () => false),
        ...findSettingsProblems({ inputs, env: {} }, () => false),
      ];
      for (const { property, reason } of failures) {
        expect(typeof property).toBe("string");
        expect(reason.length).toBeGreaterThan(5);
      }
      withDefaults(inputs);
    },
    1_000,
  );
});

test("every invalid configuration and environment is a typed error", async () => {
  const json = hostileJson.map((value) => JSON.stringify(value));
  const value = fc.oneof(hostileText, json, url, fc.constant("cn-north-4"));
  const sources = fc.record({
    configuration: fc.dictionary(
      fc
        .tuple(
          fc.constantFrom("huaweicloud", "huaweicloud-dcs"),
          fc.constantFrom(...settingNames.flatMap((name) => settingOf(name).keys ?? [])),
        )
        .map(([namespace, key]) => `${namespace}:${key.split(".")[0] ?? ""}`),
      value,
    ),
    env: fc.dictionary(
      fc.constantFrom(
        "HW_REGION_NAME",
        "HW_ACCESS_KEY",
        "HW_SECRET_KEY",
        "HW_CLOUD",
        "HW_AUTH_URL",
      ),
      value,
    ),
  });
  await holds(
    sources,
    async ({ configuration, env }) => {
      const settings = typed(() =>
        resolveSettings({
          inputs: {},
          configuration: (name) =>
            Object.hasOwn(configuration, name) ? configuration[name] : undefined,
          // Tests send no request outside of this machine.
          env: { ...env, PULUMI_DCS_METADATA: "off" },
        }),
      );
      if (!settings) return;
      typed(() => new DcsClient({ ...clientOptionsOf(settings), credentials: keys }));
      const found = await typedLater(() => Promise.resolve().then(settings.identity));
      if (found?.kind !== "credentials" || !("accessKey" in found.credentials)) return;
      // Accepted credentials are valid in headers.
      signRequest({ method: "GET", url: "https://h/" }, found.credentials);
    },
    500,
  );
});
