import ts from "typescript";

/** A place in a file as Stryker names it: line and column from 1 and 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * The name of the innermost function, method or constant around a place of a file, such as
 * `RequestRate.msToNext`; empty at the top of the file.
 */
export function functionAt(source: string, { line, column }: Place): string {
  const file = ts.createSourceFile("file.ts", source, ts.ScriptTarget.Latest, true);
  const position = file.getPositionOfLineAndCharacter(line - 1, column - 1);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (position < node.getStart(file) || position >= node.end) return;
    const name = nameOf(node);
    if (name !== undefined) names.push(name);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names.join(".");
}

/** Of what is looked for in a list by its name; constants within functions are not. */
function nameOf(node: ts.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) return "constructor";
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isPropertyDeclaration(node) ||
    (ts.isVariableDeclaration(node) && ts.isSourceFile(node.parent.parent.parent));
  return isNamed ? node.name?.getText() : undefined;
}
