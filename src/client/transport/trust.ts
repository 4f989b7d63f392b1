import { X509Certificate } from "node:crypto";
import tls from "node:tls";
import { DcsError } from "../../errors";
import type { Environment } from "../../settings/sources/source";
import { expandHome, readSettingsFile } from "../../settings/sources/readSettingsFile";

/** TLS options that say whose certificates are accepted. */
export interface Trust {
  readonly ca?: string[];
  readonly rejectUnauthorized?: false;
}

/** What messages call the settings. */
export interface TrustNames {
  /** Of the file with authorities. */
  readonly caFile: string;
  /** Of the switch that accepts any certificate. */
  readonly insecure: string;
}

/**
 * What Node trusts, and the authorities in a file, or whose PEM it is.
 *
 * @throws {DcsError} `INVALID_INPUT` for a file without certificates
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

/** With those of `NODE_EXTRA_CA_CERTS`; Node before 22.15 cannot list these. */
function trustedByNode(): readonly string[] {
  const { rootCertificates, ...here }: Partial<typeof tls> & Pick<typeof tls, "rootCertificates"> =
    tls;
  return here.getCACertificates?.("default") ?? rootCertificates;
}

let hasWarned = false;

/** Accepts any certificate, with one warning for each process. */
export function trustAnyone({ caFile, insecure }: TrustNames): Trust {
  if (!hasWarned) {
    hasWarned = true;
    process.emitWarning(
      `${insecure} is set: certificates are not checked, so anyone on the way can read and ` +
        `change requests and answers. Trust a private authority with ${caFile} instead.`,
      { type: "SecurityWarning", code: "PULUMI_DCS_INSECURE" },
    );
  }
  return { rejectUnauthorized: false };
}
