import { uuid } from "../identity";

/** The simulated account: its user, who has a password, and the agency that it delegates. Fake. */
export interface Account {
  /** Name of the account. */
  readonly domainName: string;
  /** Id of the account. */
  readonly domainId: string;
  /** The user who may have tokens. */
  readonly userName: string;
  /** The user's password. */
  readonly password: string;
  /** The agency that may be assumed. */
  readonly agencyName: string;
}

export const account: Account = Object.freeze({
  domainName: "simulated-account",
  domainId: uuid("domain").replaceAll("-", ""),
  userName: "simulated-user",
  password: "SimulatedPassword0",
  agencyName: "simulated-agency",
});

/** Whether a name or an id is that of the simulated account. */
export function isAccount(name: unknown, id: unknown): boolean {
  return name === account.domainName || id === account.domainId;
}
