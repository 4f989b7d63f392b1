import { randomUUID } from "node:crypto";

/** Shared by every copy of this package in a process, and of the SDK. */
const COUNTER = Symbol.for("pulumi-huaweicloud-dcs.hooks");

/** The script that Pulumi's language host starts for the program of a stack. */
const PROGRAM = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run(?:[\\/]index\.js)?$/;

/**
 * The end of a hook's name. The engine rejects a name that it has, from whichever process: a component
 * provider registers hooks too, in several processes at once. The state keeps the names, so those of a
 * program stay the same from run to run: nothing is written for a resource that does not change.
 */
export function nextHookSuffix(script = process.argv[1] ?? ""): string {
  const given: unknown = Reflect.get(globalThis, COUNTER);
  const count = typeof given === "number" ? given + 1 : 1;
  Reflect.set(globalThis, COUNTER, count);
  const parts = [count === 1 ? "" : `-${count}`, PROGRAM.test(script) ? "" : `-${randomUUID()}`];
  return parts.join("");
}
