import { type Hinted, HINTS } from "../hints";
import type { Transport } from "../transport/transport";
import {
  booleanProblem,
  type Checks,
  functionProblem,
  textProblem,
  urlProblem,
} from "../../optionChecks";

/** Where a credentials provider finds IAM and STS, and how it sends requests to them. */
export interface IamOptions {
  /** Base URL of IAM, such as `https://iam.cn-north-4.myhuaweicloud.com`. */
  readonly iamEndpoint: string;
  /**
   * Whether `iamEndpoint` was only derived from a DCS endpoint, which may be any host. A password is
   * not sent there. Default `false`.
   */
  readonly iamIsDerived?: boolean | undefined;
  /** Base URL of STS. Required to assume an agency by `domainId`. */
  readonly stsEndpoint?: string | undefined;
  /** Project that tokens are scoped to. A region's own project has the region's id as its name. */
  readonly projectName: string;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Wall clock in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Allows sending passwords and tokens over plain http. Default `false`. */
  readonly insecure?: boolean | undefined;
}

export const iamChecks: Checks<IamOptions> = {
  iamEndpoint: urlProblem,
  iamIsDerived: booleanProblem,
  stsEndpoint: urlProblem,
  projectName: textProblem,
  fetch: functionProblem,
  now: functionProblem,
  insecure: booleanProblem,
};

/** The transport for requests to IAM and STS, with defaults applied. */
export function toTransport({
  fetch,
  now = Date.now,
  insecure,
  [HINTS]: hints,
}: Pick<IamOptions, "fetch" | "now" | "insecure"> & Hinted): Transport {
  return {
    fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    now,
    requestTimeoutMs: 10_000,
    ...{ insecure, hints },
  };
}
