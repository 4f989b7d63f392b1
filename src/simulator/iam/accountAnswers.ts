import { account } from "./account";
import { queryPairs } from "../wireRequest";
import type { Identity } from "../identity";
import { ok, type Reply } from "../reply";

/** KeystoneListProjects, filtered by name: a region's project has the name of the region. */
export function listProjects(
  rawQuery: string,
  { region, projectId, baseUrl }: Identity & { readonly baseUrl: string },
): Reply {
  const name = new Map(queryPairs(rawQuery)).get("name");
  const { domainId } = account;
  const project = {
    id: projectId,
    name: region,
    description: "",
    enabled: true,
    is_domain: false,
    domain_id: domainId,
    parent_id: domainId,
    links: { self: `${baseUrl}/v3/projects/${projectId}` },
  };
  return ok({
    projects: name === undefined || name === region ? [project] : [],
    links: { self: `${baseUrl}/v3/projects`, previous: null, next: null },
  });
}

/** KeystoneListAuthDomains: the account of the caller. */
export function listDomains(): Reply {
  const { domainId: id, domainName: name } = account;
  return ok({ domains: [{ id, name, description: "", enabled: true, links: {} }], links: {} });
}

/** ListServiceTypes of billing: the Huawei provider uses it to detect the account's website. */
export function listServiceTypes(): Reply {
  const dcs = {
    service_type_code: "hws.service.type.dcs",
    service_type_name: "DCS",
    abbreviation: "DCS",
  };
  return ok({ infos: [dcs], total_count: 1 });
}
