import { DcsError } from "../../errors";
import type { IamUser } from "../../settings/sources/credentials";
import { assertConfidential } from "../access/assertConfidential";
import { checkToken, type CredentialsProvider } from "../access/credentials";
import type { GuardedKey } from "../access/guardedKey";
import { KeyGuard } from "../access/keyGuard";
import { advices } from "../http/advice";
import { attemptOnce, type Call, exchange, nameOf } from "../http/exchange";
import { assertOptions, functionProblem, type OptionTable, textProblem } from "../../optionChecks";
import { iamChecks, type IamOptions, toTransport } from "./iamOptions";
import { renewCredentials, type TemporaryCredentials } from "./renewCredentials";

export type { IamUser } from "../../settings/sources/credentials";

/** Options of {@link passwordCredentials}. */
export interface PasswordOptions extends IamOptions {
  /** Called for each new token. `undefined` means that there are no credentials. */
  readonly user: () => IamUser | undefined;
  /** What messages call the place of the user, such as `the environment (HW_USER_NAME)`. */
  readonly source: string;
}

const table: OptionTable<PasswordOptions> = {
  what: "the options of passwordCredentials",
  checks: { ...iamChecks, user: functionProblem, source: textProblem },
  required: ["iamEndpoint", "projectName", "user", "source"],
};

/**
 * Gets IAM tokens with a user's password, and refreshes them before they expire. Requests with a
 * token are not signed.
 *
 * Source: IAM API page KeystoneCreateUserTokenByPassword.
 *
 * @throws {DcsError} `INVALID_INPUT` for a wrong option; when called: `INVALID_INPUT`, and nothing is sent, if IAM's address is plain http
 *   or only derived from a DCS endpoint; `UNAUTHORIZED` if IAM rejects the password, which no client of
 *   this process then sends again for five minutes; and whatever else the request fails with
 */
export function passwordCredentials(options: PasswordOptions): CredentialsProvider {
  assertOptions(options, table);
  const { iamEndpoint, projectName, source } = options;
  const transport = toTransport(options);
  const guard = new KeyGuard(transport.now);

  const load = async (): Promise<TemporaryCredentials | undefined> => {
    const user = options.user();
    if (!user) return undefined;
    assertOwnIam(options);
    const call: Call = {
      operation: "KeystoneCreateUserTokenByPassword",
      method: "POST",
      url: new URL(`${iamEndpoint}/v3/auth/tokens`),
      body: tokenRequest(user, projectName),
      retries: 2,
    };
    assertConfidential(call.url, `the password of ${source}`, transport);
    const context = {
      what: nameOf(call),
      ifRejected: `check user name, password and account of ${source}`,
      ifForbidden: `the user may not use the project "${projectName}"`,
      secrets: [user.password],
    };
    const send = () => exchange(call, (request) => attemptOnce(transport, request, context));
    const { userName, password, domainId, domainName } = user;
    const key = guard.ofPassword([iamEndpoint, userName, password, domainId, domainName]);
    const { json, headers } = await sendGuarded(key, context.what, send);
    const credentials = checkToken(headers.get("x-subject-token"), `${source}, through IAM`);
    if (!credentials) {
      throw new DcsError(
        "MALFORMED_RESPONSE",
        `the answer of ${nameOf(call)} has no header X-Subject-Token; ${advices.MALFORMED_RESPONSE}`,
      );
    }
    return { credentials, expiresAt: expiryOf(json) };
  };
  return renewCredentials(load, transport.now);
}

/** Sends one request, unless IAM has rejected this password: failed logins lock the user. */
async function sendGuarded<T>(key: GuardedKey, what: string, send: () => Promise<T>): Promise<T> {
  const pass = await key.pass(what);
  try {
    const answer = await send();
    pass.settle();
    return answer;
  } catch (error) {
    pass.settle(error);
    throw error;
  }
}

/** The host of a DCS endpoint may be any, so the IAM host derived from it may not be Huawei's. */
function assertOwnIam({ iamEndpoint, iamIsDerived = false, source }: PasswordOptions): void {
  if (!iamIsDerived) return;
  throw new DcsError(
    "INVALID_INPUT",
    `the password of ${source} is not sent to ${iamEndpoint}, which is only derived from the DCS ` +
      'endpoint; set the address of IAM with the option "iamEndpoint", the variable HW_AUTH_URL, or ' +
      '"authUrl" in the configuration',
    { property: "iamEndpoint" },
  );
}

function tokenRequest({ userName, password, domainName, domainId }: IamUser, project: string) {
  const domain = domainId === undefined ? { name: domainName } : { id: domainId };
  return {
    auth: {
      identity: {
        methods: ["password"],
        password: { user: { name: userName, password, domain } },
      },
      scope: { project: { name: project } },
    },
  };
}

function expiryOf(answer: unknown): number | undefined {
  const { token } = (answer ?? {}) as { readonly token?: { readonly expires_at?: unknown } };
  const expiresAt = Date.parse(String(token?.expires_at));
  return Number.isFinite(expiresAt) ? expiresAt : undefined;
}
