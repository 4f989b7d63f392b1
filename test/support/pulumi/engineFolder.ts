import path from "node:path";
import { findEngine } from "../../../lab/shared/engine.ts";

/** The checkout's root. */
export const repository = path.resolve(__dirname, "../../..");

let folder: Promise<string> | undefined;

/** The folder of the Pulumi engine for tests; found or built once per test file. */
export function engineFolder(): Promise<string> {
  folder ??= findEngine();
  return folder;
}
