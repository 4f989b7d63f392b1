import * as pulumi from "@pulumi/pulumi";
import { validateInputs } from "../../resource/properties/validateInputs";
import type { TaskHookOptions } from "./options";
import { type Given, textOf, unwrap } from "./textOf";

/** How to find an instance. */
interface Search {
  /** The option. Default: the resource's own inputs and id. */
  readonly find: TaskHookOptions["instanceId"];
  /** The function that the option was given to, for messages. */
  readonly caller: string;
}

/**
 * The instance that a resource works on; `undefined` if there is none.
 *
 * @throws {pulumi.RunError} if the option returns something else than an id
 */
export async function findInstance(
  args: pulumi.ResourceHookArgs,
  { find, caller }: Search,
): Promise<Given<string> | undefined> {
  if (!find) return ownInstance(args);
  const { value, isSecret } = await unwrap(find(args));
  if (value === undefined || value === null) return undefined;
  const [problem] = validateInputs({ instanceId: value }, () => false, "InstanceTasks");
  if (problem || typeof value !== "string") {
    const reason = problem?.reason ?? '"instanceId" must be a string';
    // The reason quotes the value.
    const shown = isSecret ? '"instanceId" is not an id' : reason;
    throw new pulumi.RunError(
      `${caller}: what the option "instanceId" returned is wrong: ${shown}`,
    );
  }
  return { value, isSecret };
}

/** The input of a resource that works on an instance; an instance itself has only its id. */
async function ownInstance({
  id,
  newInputs,
}: pulumi.ResourceHookArgs): Promise<Given<string> | undefined> {
  const input = await textOf(newInputs, "instanceId");
  return input ?? (id ? { value: id, isSecret: false } : undefined);
}
