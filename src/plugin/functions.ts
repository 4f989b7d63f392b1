import type { DcsClient } from "../client/dcsClient";
import { lookAtTask, lookAtTasks, type TaskQuery } from "../resource/look/lookAtTasks";
import { placeInputs } from "../resource/properties/table";
import { type InputFailure, validateInputs } from "../resource/properties/validateInputs";
import type { Shared } from "./resource";
import { isUnknown, type Properties } from "./values";
import { findForeignWords, toCoreInputs, toPluginFailure, toPluginName } from "./words";

interface LookFunction {
  /** The arguments beside those that say where to look. */
  readonly args: readonly string[];
  readonly look: (client: DcsClient, query: TaskQuery) => Promise<object>;
}

/** The functions by their tokens. */
const functions: Readonly<Record<string, LookFunction>> = {
  "huaweicloud-dcs:index:getTask": {
    args: ["instanceId", "taskId", "taskName"],
    look: lookAtTask,
  },
  "huaweicloud-dcs:index:getTasks": {
    args: ["instanceId", "taskName"],
    look: async (client, query) => ({ tasks: await lookAtTasks(client, query) }),
  },
};

/** What a function returns: a result, or what is wrong with its arguments. */
interface Invoked {
  readonly result?: Properties;
  readonly failures: readonly InputFailure[];
}

/**
 * Looks once at the cloud, for `getTask` and `getTasks`.
 *
 * @throws {DcsError} if a setting is missing or wrong, and as the client's queries
 */
export async function invoke(
  token: string,
  given: Properties,
  { connect }: Shared,
): Promise<Invoked> {
  const found = functions[token];
  if (!found) {
    const tokens = Object.keys(functions).join(" and ");
    throw new Error(`unknown function "${token}": the functions are ${tokens}`);
  }
  const failures = findProblems(given, [...found.args, ...placeInputs]);
  if (failures.length > 0) return { failures };
  const args = toCoreInputs(given);
  const result = await found.look(await connect(args), args as unknown as TaskQuery);
  return { result: { instanceId: args["instanceId"], ...result }, failures };
}

function findProblems(given: Properties, names: readonly string[]): InputFailure[] {
  const wrong = findForeignWords(given);
  const others = Object.entries(toCoreInputs(given)).filter(
    ([name, value]) => value !== null && !wrong.some(({ property }) => property === name),
  );
  const known = others.filter(([name]) => names.includes(name));
  const foreign = others.filter((entry) => !known.includes(entry)).map(([name]) => name);
  const list = names.map(toPluginName).join(", ");
  return [
    ...wrong,
    ...validateInputs(Object.fromEntries(known), isUnknown).map(toPluginFailure),
    ...foreign.map((property) => ({
      property,
      reason: `"${property}" is not an argument; they are ${list}`,
    })),
  ];
}
