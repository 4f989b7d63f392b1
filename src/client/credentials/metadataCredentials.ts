import { DcsError, isDcsError } from "../../errors";
import { parseJson } from "../../json";
import { assertOptions, functionProblem, type OptionTable, urlProblem } from "../../optionChecks";
import { directFetch } from "../transport/lazyFetch";
import { toServiceError } from "../http/serviceError";
import type { CredentialsProvider } from "../access/credentials";
import { renewCredentials, type TemporaryCredentials } from "./renewCredentials";
import { askSecurityKey, type MetadataAnswer } from "./securityKey";
import { parseTemporaryKeys } from "./temporaryKeys";

/** Options of {@link metadataCredentials}. */
export interface MetadataOptions {
  /** Base URL. Default `http://169.254.169.254`, the link-local address of the metadata service. */
  readonly endpoint?: string | undefined;
  /** Default: a `fetch` that ignores the proxy variables. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Wall clock in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

const table: OptionTable<MetadataOptions> = {
  what: "the options of metadataCredentials",
  checks: { endpoint: urlProblem, fetch: functionProblem, now: functionProblem },
};

const SOURCE_NAME = "the metadata of this ECS";
/** Part of the answer on an ECS that has no agency assigned. */
const NO_AGENCY = "configure Cloud Service Agency";

/**
 * Reads the temporary keys of the agency that is assigned to this ECS, and refreshes them before they
 * expire. On any other machine it gives up after three seconds and tries again after a minute at the
 * earliest.
 *
 * @returns a provider that resolves to `undefined` on a machine that is not an ECS
 * @throws {DcsError} when called: `INVALID_INPUT` on an ECS without an agency
 */
export function metadataCredentials(options: MetadataOptions = {}): CredentialsProvider {
  assertOptions(options, table);
  const { endpoint = "http://169.254.169.254", fetch = directFetch, now = Date.now } = options;
  const what = `${SOURCE_NAME} (${endpoint})`;
  let isEcs = false;
  let trouble: string | undefined;

  const ask = async (): Promise<MetadataAnswer | undefined> => {
    try {
      return await askSecurityKey({ endpoint, fetch });
    } catch (error) {
      if (isEcs || !isDcsError(error)) throw error;
      trouble = error.message;
      return undefined;
    }
  };

  const load = async (): Promise<TemporaryCredentials | undefined> => {
    trouble = undefined;
    let answer = await ask();
    // The metadata token was rejected, for example because it expired: try once with a new one.
    if (answer?.status === 401 && !answer.body.includes(NO_AGENCY)) answer = await ask();
    if (answer?.status === 200 && (isEcs || answer.body.includes("credential"))) {
      const keys = parseTemporaryKeys(what, parseJson(answer.body), SOURCE_NAME);
      isEcs = true;
      return keys;
    }
    if (answer?.body.includes(NO_AGENCY)) throw noAgency();
    // Outside an ECS something else may answer at this address.
    if (!answer || (answer.status < 500 && !isEcs)) return undefined;
    const context = { what, ifForbidden: "", secrets: [] };
    throw toServiceError(answer, context);
  };
  const provider = renewCredentials(load, now);

  return async (request) => {
    const found = await provider(request);
    if (!found && trouble !== undefined) request?.onUnknown?.(trouble);
    return found;
  };
}

function noAgency(): DcsError {
  return new DcsError(
    "INVALID_INPUT",
    "no credentials: this ECS has no agency; assign an agency that may read DCS, or set keys",
    { property: "accessKey" },
  );
}
