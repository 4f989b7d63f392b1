import { uuid } from "../identity";

/** The simulated account with its user and its agency. All values are fake. */
export interface Account {
  /** Name of the account. */
  readonly domainName: string;
  /** Id of the account. */
  readonly domainId: string;
  /** The user that can get tokens. */
  readonly userName: string;
  /** The user's password. */
  readonly password: string;
  /** The agency that can be assumed. */
  readonly agencyName: string;
}

export const account: Account = Object.freeze({
  domainName: "simulated-account",
  domainId: uuid("domain").replaceAll("-", ""),
  userName: "simulated-user",
  password: "SimulatedPassword0",
  agencyName: "simulated-agency",
});

/** Whether a name or an id belongs to the simulated account. */
export function isAccount(name: unknown, id: unknown): boolean {
  return name === account.domainName || id === account.domainId;
}
