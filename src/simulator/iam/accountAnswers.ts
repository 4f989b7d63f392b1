import { account } from "./account";
import { queryPairs } from "../wireRequest";
import type { Identity } from "../identity";
import { ok, type Reply } from "../reply";

/** KeystoneListProjects, filtered by name: the project of a region is called like the region. */
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

/** KeystoneListAuthDomains: the account of whoever asks. */
export function listDomains(): Reply {
  const { domainId: id, domainName: name } = account;
  return ok({ domains: [{ id, name, description: "", enabled: true, links: {} }], links: {} });
}

/** ListServiceTypes of billing: the Huawei provider asks for one to learn which website serves the account. */
export function listServiceTypes(): Reply {
  const dcs = {
    service_type_code: "hws.service.type.dcs",
    service_type_name: "DCS",
    abbreviation: "DCS",
  };
  return ok({ infos: [dcs], total_count: 1 });
}
