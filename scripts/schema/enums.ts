import ts from "typescript";
import { partsOf } from "./members.ts";
import type { EnumValue } from "./spec.ts";

type Words = Readonly<Record<string, readonly [name: string, description: string]>>;

/** A name and a description for each value of the unions of the source. */
const words: Readonly<Record<string, Words>> = {
  EndingPolicy: {
    error: ["Error", "The operation fails."],
    record: ["Record", "The operation succeeds, and `status` says how the task stands."],
  },
  BackgroundTaskStatus: {
    SUCCEEDED: ["Succeeded", "The task has succeeded."],
    FAILED: ["Failed", "The task has failed."],
    RUNNING: ["Running", "The task has not ended."],
    UNKNOWN: ["Unknown", "The task's record is gone."],
    NONE: ["None", "There is no task."],
  },
};

/**
 * The values of a union of texts; `undefined` for any other type.
 *
 * @throws {Error} if the table above does not have exactly the union's values
 */
export function enumOf(symbol: ts.Symbol): readonly EnumValue[] | undefined {
  const alias = symbol.declarations?.find(ts.isTypeAliasDeclaration);
  if (!alias) return undefined;
  const values = partsOf(alias.type).map(textOf);
  const table = words[symbol.name] ?? {};
  const isComplete = values.every((value) => value !== undefined && Object.hasOwn(table, value));
  if (!isComplete || values.length !== Object.keys(table).length) {
    throw new Error(`${symbol.name} has other values than the table of scripts/schema/enums.ts`);
  }
  return Object.entries(table).map(([value, [name, description]]) => ({
    ...{ name, value, description },
  }));
}

function textOf(node: ts.TypeNode): string | undefined {
  const isText = ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal);
  return isText ? node.literal.text : undefined;
}
