import { X509Certificate } from "node:crypto";
import { createRequire } from "node:module";
import tls from "node:tls";
import type * as Undici from "undici";
import { DcsError } from "../../errors";
import type { Environment } from "../credentials/environmentCredentials";
import { expandHome, readSettingsFile } from "../../settings/files/readSettingsFile";

const load = createRequire(__filename);

/** How to reach the services. */
export interface FetchOptions {
  /** Where proxies are from: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, in small letters too. */
  readonly env: Environment;
  /** File with certificates, in PEM, of authorities to trust besides Node's own; or the PEM itself. */
  readonly caFile?: string | undefined;
  /** Accepts any certificate, and says so in a warning. Default `false`. */
  readonly insecure?: boolean | undefined;
  /** What messages call the two settings. Default: the names of these options. */
  readonly names?: TrustNames | undefined;
}

/** What messages call the settings. */
export interface TrustNames {
  readonly caFile: string;
  readonly insecure: string;
}

type Fetch = typeof globalThis.fetch;

/** As in Go, and so in Terraform: what is on this machine is not asked for by way of a proxy. */
const OWN_MACHINE = "localhost,127.0.0.1,[::1]";

/**
 * A `fetch` that goes through the proxies of the environment and trusts what it is told to trust;
 * `undefined` where Node's own does. The library for it is loaded with the first request.
 *
 * @throws {DcsError} `INVALID_INPUT` for a proxy that is no http(s) URL, and for a file without
 *   certificates
 */
export function createFetch({
  env,
  caFile,
  insecure = false,
  names = { caFile: "caFile", insecure: "insecure" },
}: FetchOptions): Fetch | undefined {
  const proxies = {
    "http:": readProxy(env, "http_proxy"),
    "https:": readProxy(env, "https_proxy"),
  };
  const exceptions = readExceptions(env);
  const authorities =
    caFile === undefined ? [] : readAuthorities(expandHome(env, caFile), names.caFile);
  if (insecure) warnOnce(names);
  const isPlain = !proxies["http:"] && !proxies["https:"] && authorities.length === 0 && !insecure;
  if (isPlain) return undefined;

  const trust = {
    ...(authorities.length > 0 && { ca: [...trustedByNode(), ...authorities] }),
    ...(insecure && { rejectUnauthorized: false }),
  };
  const dispatchers = new Map<string, Undici.Dispatcher>();
  const dispatcherFor = (undici: typeof Undici, protocol: string): Undici.Dispatcher => {
    const known = dispatchers.get(protocol);
    if (known) return known;
    const dispatcher = new undici.EnvHttpProxyAgent({
      // Empty, and not left out: that library would look into the environment itself, and take the
      // proxy for http for one for https too.
      httpProxy: protocol === "http:" ? proxies["http:"] : "",
      httpsProxy: protocol === "https:" ? proxies["https:"] : "",
      noProxy: exceptions,
      connect: trust,
      requestTls: trust,
      proxyTls: trust,
      factory: (origin, options) => new undici.Pool(origin, tryingOnce(options)),
    });
    dispatchers.set(protocol, dispatcher);
    return dispatcher;
  };
  return async (input, init) => {
    const undici = load("undici") as typeof Undici;
    // That library does not take a Request of Node's own, so it is handed the parts.
    const { url, method, headers, body, signal, redirect } = new Request(input, init);
    const response = await undici.fetch(url, {
      ...{ method, signal, redirect, headers: [...headers] },
      body: body && (await new Response(body).arrayBuffer()),
      dispatcher: dispatcherFor(undici, new URL(url).protocol),
    });
    // It is of the same class in another copy.
    const { status, statusText } = response;
    return new Response(response.body, { status, statusText, headers: [...response.headers] });
  };
}

/** The address of a proxy, empty for none. */
function readProxy(env: Environment, name: string): string {
  const address = lowerOrUpper(env, name);
  if (!address) return "";
  const url = address.includes("://") ? address : `http://${address}`;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  const shown = name.toUpperCase();
  throw new DcsError("INVALID_INPUT", `"${shown}" must be the http or https URL of a proxy`, {
    property: shown,
  });
}

function readExceptions(env: Environment): string {
  const exceptions = lowerOrUpper(env, "no_proxy") ?? "";
  return exceptions.split(/[,\s]/).includes("*") ? "*" : `${exceptions},${OWN_MACHINE}`;
}

/**
 * A proxy that cuts the connection: that library takes its own error for one that the next
 * connection mends, and makes thousands of them until the request times out.
 */
function tryingOnce({ connect, ...options }: Undici.Pool.Options): Undici.Pool.Options {
  if (typeof connect !== "function") return { ...options, ...(connect && { connect }) };
  return {
    ...options,
    connect: (target, callback) => {
      connect(target, (...[error, socket]) => {
        if (error) callback(new Error("the proxy gave no connection", { cause: error }), null);
        else callback(null, socket);
      });
    },
  };
}

function lowerOrUpper(env: Environment, name: string): string | undefined {
  return env[name] || env[name.toUpperCase()];
}

function readAuthorities(caFile: string, name: string): string[] {
  const isText = caFile.includes("-----BEGIN");
  const pem = isText ? caFile : readSettingsFile(caFile, name);
  const shown = isText ? `the text of ${name}` : `the file ${caFile}`;
  if (pem === undefined) throw badCa(name, `${shown} does not exist; ${name} names it`);
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || !blocks.every(isCertificate)) {
    throw badCa(name, `${shown} holds no certificates in PEM`);
  }
  return blocks;
}

function badCa(property: string, message: string): DcsError {
  return new DcsError("INVALID_INPUT", message, { property });
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== "";
  } catch {
    return false;
  }
}

/** What Node trusts without being told, with `NODE_EXTRA_CA_CERTS` where this Node can tell. */
function trustedByNode(): readonly string[] {
  const { rootCertificates, ...here }: Partial<typeof tls> & Pick<typeof tls, "rootCertificates"> =
    tls;
  return here.getCACertificates?.("default") ?? rootCertificates;
}

let hasWarned = false;

function warnOnce({ caFile, insecure }: TrustNames): void {
  if (hasWarned) return;
  hasWarned = true;
  process.emitWarning(
    `${insecure} is set: certificates are not checked, so anyone on the way can read and ` +
      `change requests and answers. Trust a private authority with ${caFile} instead.`,
    { type: "SecurityWarning", code: "PULUMI_DCS_INSECURE" },
  );
}
