import {
  dcsEndpoint,
  endpointBeside,
  iamEndpoint,
  parseEndpoint,
  stsEndpoint,
} from "../client/endpoints";
import { getKey, getObject, text } from "./configuration";
import { type SettingsSources, usedCredentialsFile } from "./settingsSources";

/** Where the services are. */
export interface EndpointSettings {
  /** Of DCS and IAM, where they are not those of the region. */
  readonly endpoint: string | undefined;
  readonly iamEndpoint: string | undefined;
  /** Of those that credentials are asked of, in any case. */
  readonly effective: { readonly iamEndpoint: string; readonly stsEndpoint: string };
}

/** @throws {DcsError} `INVALID_INPUT` naming what is no URL */
export function findEndpoints(sources: SettingsSources, region: string): EndpointSettings {
  const { inputs, configuration, env } = sources;
  const configured = getObject(configuration, {
    key: "endpoints",
    example: '{"dcs": "https://…", "iam": "https://…"}',
    isField: (value) => typeof value === "string",
  });
  const cloud = getKey(configuration, "cloud") ?? text(env["HW_CLOUD"]);
  const regionWord = region.toUpperCase().replaceAll("-", "_");
  const dcs =
    text(inputs["endpoint"]) ??
    text(configured["dcs"]) ??
    text(env[`HUAWEICLOUD_SDK_REGION_DCS_${regionWord}`]?.split(",")[0]) ??
    (cloud && dcsEndpoint({ region, cloud }));
  const iam =
    text(configured["iam"]) ??
    getKey(configuration, "authUrl") ??
    text(env["HW_AUTH_URL"]) ??
    text(env["HUAWEICLOUD_SDK_IAM_ENDPOINT"]) ??
    usedCredentialsFile(sources)?.iamEndpoint ??
    (cloud && iamEndpoint({ region, cloud }));
  const sts = text(configured["sts"]) ?? text(env["HUAWEICLOUD_SDK_STS_ENDPOINT"]);
  const endpoint = dcs && parseEndpoint("endpoint", dcs);
  const iamUrl = iam && parseEndpoint("authUrl", iam).replace(/\/v3$/, "");
  const beside = (service: "iam" | "sts") => endpoint && endpointBeside(endpoint, service);
  return {
    endpoint: endpoint || undefined,
    iamEndpoint: iamUrl || undefined,
    effective: {
      iamEndpoint: iamUrl || beside("iam") || iamEndpoint({ region }),
      stsEndpoint: sts
        ? parseEndpoint("stsEndpoint", sts)
        : beside("sts") || stsEndpoint({ region, cloud }),
    },
  };
}
