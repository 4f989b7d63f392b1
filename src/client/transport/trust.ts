import { X509Certificate } from "node:crypto";
import tls from "node:tls";
import { DcsError } from "../../errors";
import type { Environment } from "../../settings/sources/source";
import {
  badFile,
  expandHome,
  type FileUser,
  readSettingsFile,
} from "../../settings/sources/readSettingsFile";

/** TLS options for which certificates are accepted. */
export interface Trust {
  readonly ca?: string[];
  readonly rejectUnauthorized?: false;
}

/** Names of the settings in messages. */
export interface TrustNames {
  /** Name of the setting for the file with certificate authorities. */
  readonly caFile: string;
  /** Name of the setting that accepts any certificate. */
  readonly insecure: string;
}

/**
 * Trusts Node's own authorities and those in a PEM file or text.
 *
 * @throws {DcsError} `INVALID_INPUT` if it holds no certificates
 */
export function trustFile(env: Environment, caFile: string, name: string): Trust {
  return { ca: [...trustedByNode(), ...readAuthorities(expandHome(env, caFile), name)] };
}

function readAuthorities(caFile: string, name: string): string[] {
  const user: FileUser = { name, verb: "names" };
  const bad = (reason: string): DcsError =>
    caFile.includes("-----BEGIN")
      ? new DcsError("INVALID_INPUT", `the text of "${name}" ${reason}`, { property: name })
      : badFile(caFile, reason, user);
  const pem = caFile.includes("-----BEGIN") ? caFile : readSettingsFile(caFile, user);
  if (pem === undefined) throw bad("does not exist");
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || !blocks.every(isCertificate)) {
    throw bad("holds no certificates in PEM");
  }
  return blocks;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== "";
  } catch {
    return false;
  }
}

/** Includes those of `NODE_EXTRA_CA_CERTS`, except in Node before 22.15, which cannot list them. */
function trustedByNode(): readonly string[] {
  const { rootCertificates, ...here }: Partial<typeof tls> & Pick<typeof tls, "rootCertificates"> =
    tls;
  return here.getCACertificates?.("default") ?? rootCertificates;
}

let hasWarned = false;

/** Accepts any certificate. Warns once for each process. */
export function trustAnyone({ caFile, insecure }: TrustNames): Trust {
  if (!hasWarned) {
    hasWarned = true;
    process.emitWarning(
      `${insecure} is set: certificates are not checked, so anyone on the network can read and ` +
        `change requests and answers. Trust a private authority with ${caFile} instead.`,
      { type: "SecurityWarning", code: "PULUMI_DCS_INSECURE" },
    );
  }
  return { rejectUnauthorized: false };
}
