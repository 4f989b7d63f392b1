import { type Agency, checkAgency } from "../client/credentials/agencyCredentials";
import {
  checkCredentials,
  checkToken,
  type SourcedCredentials,
} from "../client/credentials/credentials";
import { checkUser, type IamUser } from "../client/credentials/passwordCredentials";
import { type Configuration, getKey, getObject } from "./configuration";

const SOURCE = "the Pulumi configuration";

/**
 * The token or key pair in the Pulumi configuration, in this order.
 *
 * @throws {DcsError} `INVALID_INPUT` for half a pair
 */
export function configuredCredentials(
  configuration: Configuration,
): SourcedCredentials | undefined {
  const token = checkToken(getKey(configuration, "token"), SOURCE, "huaweicloud:token");
  return (
    token ??
    checkCredentials(
      {
        accessKey: getKey(configuration, "accessKey"),
        secretKey: getKey(configuration, "secretKey"),
        securityToken: getKey(configuration, "securityToken"),
      },
      SOURCE,
      {
        accessKey: "huaweicloud:accessKey",
        secretKey: "huaweicloud:secretKey",
        securityToken: "huaweicloud:securityToken",
      },
    )
  );
}

/** @throws {DcsError} `INVALID_INPUT` for a password without a user or an account */
export function configuredUser(configuration: Configuration): IamUser | undefined {
  return checkUser(
    {
      userName: getKey(configuration, "userName"),
      password: getKey(configuration, "password"),
      domainName: getKey(configuration, "domainName"),
      domainId: getKey(configuration, "domainId"),
    },
    {
      userName: "huaweicloud:userName",
      password: "huaweicloud:password",
      domainName: "huaweicloud:domainName",
      domainId: "huaweicloud:domainId",
    },
  );
}

/** @throws {DcsError} `INVALID_INPUT` for an agency that is not complete */
export function configuredAgency(configuration: Configuration): Agency | undefined {
  const { agencyName, domainName, domainId, duration } = getObject(configuration, {
    key: "assumeRole",
    example: '{"agencyName": "…", "domainName": "…"}',
    isField: (value) => typeof value === "string" || typeof value === "number",
  });
  const values = { agencyName, domainName, domainId, durationSeconds: duration };
  return checkAgency(values, `${SOURCE} (huaweicloud:assumeRole)`);
}
