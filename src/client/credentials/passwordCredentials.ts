import { DcsError, isDcsError, withMessage } from "../../errors";
import type { IamUser } from "../../settings/sources/credentials";
import { assertConfidential } from "../access/assertConfidential";
import { attemptOnce, type Call, exchange, nameOf } from "../http/exchange";
import { checkToken, type CredentialsProvider } from "../access/credentials";
import { type IamOptions, toTransport } from "./iamOptions";
import { renewCredentials, type TemporaryCredentials } from "./renewCredentials";

export type { IamUser } from "../../settings/sources/credentials";

/** Options of {@link passwordCredentials}. */
export interface PasswordOptions extends IamOptions {
  /** Asked for each new token; none: no token. */
  readonly user: () => IamUser | undefined;
  /** What messages call the user's place, such as `the environment (HW_USER_NAME)`. */
  readonly source: string;
}

/**
 * Gets tokens of IAM with a user's password, each before the last one ends. Requests with a token
 * need no signature.
 *
 * Source: IAM API page KeystoneCreateUserTokenByPassword.
 *
 * @throws {DcsError} when IAM gives none; a password that it refuses is not tried again for a while.
 *   `INVALID_INPUT`, and nothing is sent, over plain http and to an address that is only derived
 */
export function passwordCredentials(options: PasswordOptions): CredentialsProvider {
  const { iamEndpoint, projectName, source } = options;
  const transport = toTransport(options);

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
    assertConfidential(call.url, `the password of ${source}`, options);
    const telling = {
      what: nameOf(call),
      ifForbidden: `the user may not use the project "${projectName}"`,
      secrets: [user.password],
    };
    const { json, headers } = await exchange(call, (request) =>
      attemptOnce(transport, request, telling, explainRefusal(source)),
    );
    const credentials = checkToken(headers.get("x-subject-token"), `${source} by way of IAM`);
    if (!credentials) {
      throw new DcsError("MALFORMED_RESPONSE", `${nameOf(call)} gave no X-Subject-Token`);
    }
    return { credentials, expiresAt: expiryOf(json) };
  };
  return renewCredentials(load, transport.now);
}

/** A DCS endpoint says nothing about whose IAM stands beside it. */
function assertOwnIam({ iamEndpoint, iamIsDerived = false, source }: PasswordOptions): void {
  if (!iamIsDerived) return;
  throw new DcsError(
    "INVALID_INPUT",
    `the password of ${source} is not sent to ${iamEndpoint}, an address that is only derived from ` +
      'the endpoint of DCS; set that of IAM: the option "iamEndpoint", the variable HW_AUTH_URL, or ' +
      '"authUrl" in the configuration',
    { property: "iamEndpoint" },
  );
}

function explainRefusal(source: string): (error: DcsError) => DcsError {
  return (error) =>
    isDcsError(error, "UNAUTHORIZED")
      ? withMessage(error, `${error.message}; check user name, password and account of ${source}`)
      : error;
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
