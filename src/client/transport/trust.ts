import { X509Certificate } from "node:crypto";
import tls from "node:tls";
import { DcsError } from "../../errors";
import type { Environment } from "../../settings/sources/source";
import { expandHome, readSettingsFile } from "../../settings/sources/readSettingsFile";

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
  const isText = caFile.includes("-----BEGIN");
  const pem = isText ? caFile : readSettingsFile(caFile);
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
