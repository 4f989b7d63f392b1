import { BlockList, isIP } from "node:net";
import { domainToASCII } from "node:url";
import { hostOf, isListed, isLoopback, portOf } from "./addresses";

/** Whether an entry matches a host, and the port if the entry has one. */
type Rule = (host: string, port: string) => boolean;

/**
 * Parses `NO_PROXY`: host names, domains, addresses and CIDR ranges, separated by commas or spaces.
 * `example.com` matches the host and its subdomains, `.example.com` and `*.example.com` only the
 * subdomains, `*` everything. An entry may have a port, except for address ranges. Other entries match
 * nothing. This machine never needs a proxy.
 *
 * Source: Go's golang.org/x/net/http/httpproxy, which Terraform providers use.
 *
 * @returns whether a request for a URL bypasses the proxy
 */
export function parseNoProxy(text: string): (url: URL) => boolean {
  const entries = text.toLowerCase().split(/[,\s]+/);
  if (entries.includes("*")) return () => true;
  const rules = entries.filter(Boolean).map(toRule);
  return (url) => {
    const host = hostOf(url);
    return isLoopback(host) || rules.some((rule) => rule(host, portOf(url)));
  };
}

function toRule(entry: string): Rule {
  const list = toRange(entry);
  if (list) return (host) => isListed(list, host);
  const { name, port } = splitPort(entry);
  const isName = isIP(name) ? addressMatcher(name) : domainMatcher(name);
  return (host, asked) => isName(host) && (port === undefined || port === asked);
}

function toRange(entry: string): BlockList | undefined {
  const [, net = "", bits] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  const version = isIP(net);
  if (version === 0 || Number(bits) > (version === 4 ? 32 : 128)) return undefined;
  const list = new BlockList();
  list.addSubnet(net, Number(bits), version === 4 ? "ipv4" : "ipv6");
  return list;
}

function splitPort(entry: string): { readonly name: string; readonly port?: string | undefined } {
  if (isIP(entry)) return { name: entry };
  const [, bracketed, plain, port] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  return { name: bracketed ?? plain ?? "", port };
}

function addressMatcher(address: string): (host: string) => boolean {
  const list = new BlockList();
  list.addAddress(address, isIP(address) === 4 ? "ipv4" : "ipv6");
  return (host) => isListed(list, host);
}

function domainMatcher(entry: string): (host: string) => boolean {
  const [, prefix, rest = ""] = /^(\*?\.)?(.*)$/.exec(entry) ?? [];
  const domain = domainToASCII(rest);
  if (domain === "") return () => false;
  return (host) =>
    !isIP(host) && ((host === domain && prefix === undefined) || host.endsWith(`.${domain}`));
}
