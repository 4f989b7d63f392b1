import ts from "typescript";
import type { Sources } from "./sources.ts";

type Property = ts.PropertySignature | ts.PropertyDeclaration;

/** One property of an interface or class. */
export interface Member {
  readonly name: string;
  /** Its comment, as it stands in the source. */
  readonly comment: string;
  readonly type: ts.TypeNode;
  /** Whether it may be absent. */
  readonly isOptional: boolean;
}

/**
 * The properties of an interface, with those that it inherits, or of a class, without those of a
 * library. In the order of the source.
 */
export function membersOf(symbol: ts.Symbol, sources: Sources): readonly Member[] {
  const { checker, isOwn } = sources;
  const declarations = checker
    .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))
    .flatMap((property) => property.declarations?.find(isProperty) ?? [])
    .filter(isOwn);
  const files = declarations.map((declaration) => declaration.getSourceFile());
  const placeOf = (declaration: ts.Node) => files.indexOf(declaration.getSourceFile());
  return declarations
    .toSorted((one, other) => placeOf(one) - placeOf(other) || one.pos - other.pos)
    .map((declaration) => memberOf(declaration, sources));
}

function memberOf(declaration: Property, sources: Sources): Member {
  const { name, type: declared, questionToken } = declaration;
  const property = sources.checker.getSymbolAtLocation(name);
  if (!property || !declared) throw new Error(`${name.getText()} has no type`);
  const type = withoutInput(declared);
  const parts = partsOf(type);
  // "taskNames" for "taskName": a union of one and many would be any value in Go.
  const plural = parts.some(isString) && parts.some(isList) ? "s" : "";
  return {
    name: `${property.name}${plural}`,
    comment: commentOf(property, sources),
    type,
    isOptional: questionToken !== undefined || parts.some(isUndefined),
  };
}

/** The comment of a declaration, without its tags. */
export function commentOf(symbol: ts.Symbol, { checker }: Sources): string {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker));
}

/** The type inside of `Input<…>` and `Output<…>`; any other type as it is. */
export function withoutInput(node: ts.TypeNode): ts.TypeNode {
  if (!ts.isTypeReferenceNode(node)) return node;
  const inner = node.typeArguments?.[0];
  const isLifted = ["pulumi.Input", "pulumi.Output"].includes(node.typeName.getText());
  return isLifted && inner ? withoutInput(inner) : node;
}

/** The types of a union; else the type itself. */
export function partsOf(node: ts.TypeNode): readonly ts.TypeNode[] {
  return ts.isUnionTypeNode(node) ? node.types : [node];
}

/** Whether it is written as `…[]` or `readonly …[]`. */
export function isList(node: ts.TypeNode): node is ts.ArrayTypeNode | ts.TypeOperatorNode {
  const isReadonly = ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword;
  return isReadonly || ts.isArrayTypeNode(node);
}

export function isUndefined({ kind }: ts.TypeNode): boolean {
  return kind === ts.SyntaxKind.UndefinedKeyword;
}

function isString({ kind }: ts.TypeNode): boolean {
  return kind === ts.SyntaxKind.StringKeyword;
}

function isProperty(node: ts.Node): node is Property {
  return ts.isPropertySignature(node) || ts.isPropertyDeclaration(node);
}
