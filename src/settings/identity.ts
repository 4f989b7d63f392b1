import { DcsError } from "../errors";
import { listOf, waysToSet } from "./advice";
import {
  checkCredentials,
  checkToken,
  type IamUser,
  type SourcedCredentials,
} from "./sources/credentials";
import type { Layers } from "./layers";
import { parseEndpoint } from "./endpointUrls";
import type { Found, Source } from "./sources/source";
import type { SettingName } from "./sources/table";

/** Where the credentials come from: exactly one layer, never a mixture. */
export type Identity =
  | { readonly kind: "credentials"; readonly credentials: SourcedCredentials }
  | { readonly kind: "user"; readonly user: IamUser; readonly source: string }
  | { readonly kind: "metadata"; readonly endpoint: string | undefined };

/**
 * Searches in this order: layer by layer a token, a profile, keys, a user's password; then the
 * vendor's credentials file, then the metadata of an ECS.
 *
 * @throws {DcsError} `INVALID_INPUT` for half a key pair or half a login, and for a file that cannot be
 *   used
 */
export function findIdentity(layers: Layers): Identity | undefined {
  const { credentialsFrom: layer } = layers;
  if (layer) return identityIn(layer, layers);
  const file = layers.credentialsFile();
  if (file) return { kind: "credentials", credentials: file.credentials };
  return metadataIn(layers.shared);
}

function identityIn(layer: Source, layers: Layers): Identity | undefined {
  const credentials = tokenIn(layer) ?? layers.profileOf(layer)?.credentials() ?? keysIn(layer);
  if (credentials) return { kind: "credentials", credentials };
  const user = userIn(layer);
  if (!user) assertNoLoneToken(layer);
  return user;
}

/** @throws {DcsError} `INVALID_INPUT` for a security token without the keys that it belongs to */
function assertNoLoneToken(layer: Source): void {
  const securityToken = layer.get("securityToken");
  if (!securityToken) return;
  const nameOf = (setting: SettingName) => securityToken.source.nameOf(setting) ?? setting;
  const property = nameOf("accessKey");
  const reason = `"${property}" and "${nameOf("secretKey")}" are missing while "${securityToken.name}" is set`;
  throw new DcsError("INVALID_INPUT", reason, { property });
}

/** @throws {DcsError} `INVALID_INPUT` naming a malformed token */
export function tokenIn(layer: Source): SourcedCredentials | undefined {
  const token = layer.get("token");
  return token && checkToken(token.value, titleOf([token]), token.name);
}

/**
 * The keys of a layer. In one layer, configuration and variables may each hold a part of them, as for
 * the Huawei provider.
 *
 * @throws {DcsError} `INVALID_INPUT` for half a key pair
 */
export function keysIn(layer: Source): SourcedCredentials | undefined {
  const accessKey = layer.get("accessKey");
  const secretKey = layer.get("secretKey");
  const first = accessKey ?? secretKey;
  if (!first) return undefined;
  const securityToken = layer.get("securityToken");
  const found = [accessKey, secretKey, securityToken].filter((one) => one !== undefined);
  // Name a missing half as the source of the other half would.
  const nameOf = (one: Found | undefined, setting: SettingName): string =>
    one?.name ?? first.source.nameOf(setting) ?? setting;
  return checkCredentials(
    {
      accessKey: accessKey?.value,
      secretKey: secretKey?.value,
      securityToken: securityToken?.value,
    },
    titleOf(found),
    {
      accessKey: nameOf(accessKey, "accessKey"),
      secretKey: nameOf(secretKey, "secretKey"),
      securityToken: nameOf(securityToken, "securityToken"),
    },
  );
}

function userIn(layer: Source): Identity | undefined {
  const password = layer.get("password");
  const userName = layer.get("userName");
  const first = password ?? userName;
  if (!first) return undefined;
  const domainId = layer.get("domainId");
  const domainName = layer.get("domainName");
  const domain = domainId
    ? { domainId: domainId.value }
    : domainName && { domainName: domainName.value };
  if (userName && password && domain) {
    const user = { userName: userName.value, password: password.value, ...domain };
    return { kind: "user", user, source: titleOf([userName, password]) };
  }
  const lacking = !password ? "password" : !userName ? "userName" : "domainName";
  const missing = first.source.nameOf(lacking) ?? lacking;
  const reason = `"${missing}" is missing while "${first.name}" is set`;
  throw new DcsError("INVALID_INPUT", reason, { property: missing });
}

function metadataIn(layer: Source): Identity | undefined {
  const found = layer.get("metadata");
  if (found?.value === "off") return undefined;
  const words = { example: "http://169.254.169.254", otherwise: ', or "off"' };
  const endpoint = found && parseEndpoint(found.name, found.value, words);
  return { kind: "metadata", endpoint };
}

/**
 * Ensures that passwords, and tokens that are sent to IAM, only go to an IAM that is set or follows from
 * the region, and not to one derived from a DCS endpoint, which may be any host.
 *
 * @throws {DcsError} `INVALID_INPUT` that says how to set IAM's address
 */
export function assertIamIsKnown(
  identity: Identity | undefined,
  layers: Layers,
  { iamIsDerived, projectId }: { iamIsDerived: boolean; projectId: string | undefined },
): void {
  if (!iamIsDerived || !identity) return;
  const isUser = identity.kind === "user";
  const isToken = identity.kind === "credentials" && "authToken" in identity.credentials;
  if (!isUser && !(isToken && projectId === undefined)) return;
  const ways = waysToSet(layers, "iamEndpoint", "authUrl");
  const what = isUser ? "a password is" : "a token without a project id is";
  throw new DcsError(
    "INVALID_INPUT",
    `${what} sent to IAM, whose address does not follow from a DCS endpoint: set ${listOf(ways)}`,
    { property: ways[0] },
  );
}

/** `the environment (HW_ACCESS_KEY, HW_SECRET_KEY)`, or only the names if they have several sources. */
function titleOf(found: readonly Found[]): string {
  const names = found.map(({ name }) => name);
  const titles = new Set(found.map(({ source }) => source.title));
  const [title = ""] = titles;
  return titles.size === 1 ? `${title} (${names.join(", ")})` : names.join(" and ");
}
