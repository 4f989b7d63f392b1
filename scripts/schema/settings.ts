import ts from "typescript";
import type { Sources } from "./sources.ts";

/** What the schema uses of a row of the table of settings. */
export interface Setting {
  readonly name: string;
  readonly what: string;
  /** Keys of the configuration, the plugin's own first. A dot leads into a map. */
  readonly keys: readonly string[];
  /** Environment variables, in descending priority. */
  readonly variables: readonly string[];
  /** The setting whose older form it is. */
  readonly newer?: string | undefined;
  readonly otherwise?: string | undefined;
}

type Row = Readonly<Record<string, unknown>>;

/** The file of `src` with the table of settings. */
export const SETTINGS_FILE = "settings/sources/table.ts";

/** The rows of the table of settings, read from its type. */
export function readSettings({ checker, exported }: Sources): readonly Setting[] {
  const table = checker.getTypeOfSymbol(exported(SETTINGS_FILE, "settingsTable"));
  const rows = Object.entries(valueOf(table, checker) as Readonly<Record<string, Row>>);
  return rows.map(([name, row]) => {
    const { what, keys, ownKey, variables, sdkVariables, regionVariable, otherwise } = row;
    return {
      name,
      what: textsOf(what)[0] ?? name,
      keys: [ownKey, keys].flatMap(textsOf),
      variables: [variables, sdkVariables, regionVariable].flatMap(textsOf),
      newer: rows.find(([, { older }]) => older === name)?.[0],
      otherwise: textsOf(otherwise)[0],
    };
  });
}

/** The value of a type that has only one, such as that of a constant. */
function valueOf(type: ts.Type, checker: ts.TypeChecker): unknown {
  if (type.isLiteral()) return type.value;
  if (checker.isTupleType(type)) {
    const elements = checker.getTypeArguments(type as ts.TypeReference);
    return elements.map((element) => valueOf(element, checker));
  }
  const isObject = (type.flags & ts.TypeFlags.Object) !== 0;
  if (!isObject) return checker.typeToString(type) === "true";
  const properties = checker.getPropertiesOfType(type);
  return Object.fromEntries(
    properties.map((each) => [each.name, valueOf(checker.getTypeOfSymbol(each), checker)]),
  );
}

function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === "string");
}
