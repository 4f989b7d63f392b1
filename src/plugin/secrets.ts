import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { textsIn } from "../pulumi/hideSecrets";
import { findSecretValues } from "./values";

/** The secrets of one call. */
export interface Secrets {
  /** The properties to mark as secret in what is returned. */
  readonly names: ReadonlySet<string>;
  /** What no row and no error shows. */
  readonly texts: readonly string[];
}

export const noSecrets: Secrets = { names: new Set(), texts: [] };

/** The names to look for are in a state under these names. */
const NAMES_IN_STATE = ["taskName", "__taskName"];

/**
 * Finds the secrets of a call. What is returned has them where the inputs have them: an output with the
 * name of a secret input is secret.
 *
 * @param news - the new inputs, or the state that is read
 * @param olds - the state of before, whose secrets are not shown either
 */
export function findSecrets(news: Struct | undefined, olds?: Struct): Secrets {
  const values = findSecretValues(news);
  const names = values.map(([name]) => name);
  return {
    names: new Set([...names, ...(names.includes("taskNames") ? NAMES_IN_STATE : [])]),
    texts: [...values, ...findSecretValues(olds)].flatMap(([, value]) => textsIn(value)),
  };
}
