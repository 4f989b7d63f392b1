import * as pulumi from "@pulumi/pulumi";
import type { DcsClient } from "../../client/dcsClient";
import { isDcsError } from "../../errors";
import { isRecord } from "../../json";
import { validateInputs } from "../../resource/properties/validateInputs";
import { hideInError } from "../hideInError";
import { textsIn } from "../hideSecrets";
import { isMocked } from "../mocks";
import { proofOf } from "./proofOf";
import type { GetBackgroundTaskArgs, GetBackgroundTaskOutputArgs, LookOutputOptions } from "./args";

/** One function that looks at the cloud from the program's process. */
export interface Look<Result> {
  /** Its public name, for messages. */
  readonly name: string;
  /** What `mocks.call` gets in a unit test. */
  readonly token: string;
  readonly argNames: readonly (keyof GetBackgroundTaskArgs)[];
  readonly ask: (client: DcsClient, args: GetBackgroundTaskArgs) => Promise<Result>;
}

/**
 * Looks once, also in a preview.
 *
 * @throws {pulumi.RunError} with every wrong argument at once, and for what the queries fail with
 */
export async function look<Result>(
  { name, token, argNames, ask }: Look<Result>,
  args: GetBackgroundTaskArgs,
): Promise<Result> {
  const problems = problemsIn(args, argNames);
  if (problems.length > 0) throw new pulumi.RunError(`${name}: ${problems.join("; ")}`);
  if (isMocked()) return (await pulumi.runtime.invoke(token, { ...args })) as Result;
  try {
    // A program that looks at nothing does not load the client.
    const { askOnce } = await import("./askOnce.ts");
    return await askOnce(args, ask);
  } catch (error) {
    if (!isDcsError(error)) throw error;
    throw Object.assign(new pulumi.RunError(`${name}: ${error.message}`), { cause: error });
  }
}

/**
 * Looks once all arguments are known, and what it depends on exists.
 *
 * @throws {pulumi.RunError} if `opts` is no object
 */
export function lookOutput<Result>(
  ask: (args: GetBackgroundTaskArgs) => Promise<Result>,
  args: GetBackgroundTaskOutputArgs,
  opts: LookOutputOptions,
): pulumi.Output<Result> {
  if (!isRecord(opts))
    throw new pulumi.RunError(`${ask.name}Output: the options must be an object`);
  const { dependsOn = [] } = opts;
  const ready = pulumi.output(dependsOn).apply((found) => pulumi.all([found].flat().map(proofOf)));
  return pulumi.all([pulumi.output(args), ready]).apply(([known]) => askHiding(ask, args, known));
}

/**
 * Asks, and hides the secret arguments in an error: Pulumi prints it, and does not know its secrets.
 *
 * @param known - the values of `args`
 */
export async function askHiding<Result>(
  ask: (args: GetBackgroundTaskArgs) => Promise<Result>,
  args: GetBackgroundTaskOutputArgs,
  known: GetBackgroundTaskArgs,
): Promise<Result> {
  try {
    return await ask(known);
  } catch (error) {
    throw hideInError(error, await secretsAmong(args, known));
  }
}

/** The texts of the arguments that are secret. */
async function secretsAmong(
  args: GetBackgroundTaskOutputArgs,
  known: GetBackgroundTaskArgs,
): Promise<readonly string[]> {
  const secrets = Object.entries(known).map(async ([name, value]) => {
    const given: unknown = Reflect.get(args, name);
    return (await pulumi.isSecret(pulumi.output(given))) ? textsIn(value) : [];
  });
  return (await Promise.all(secrets)).flat();
}

function problemsIn(args: unknown, names: Look<unknown>["argNames"]): readonly string[] {
  if (!isRecord(args)) return ["the arguments must be an object"];
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  const known = given.filter(([name]) => names.some((one) => one === name));
  const foreign = given.filter((entry) => !known.includes(entry));
  const failures = validateInputs({ ...Object.fromEntries(known) }, () => false);
  return [
    ...failures.map(({ reason }) => reason),
    ...foreign.map(([name]) => `"${name}" is not an argument; they are ${names.join(", ")}`),
  ];
}
