import ts from "typescript";
import { describe } from "./describe.ts";
import { enumOf } from "./enums.ts";
import { integers, partialTypes } from "./extras.ts";
import {
  commentOf,
  isList,
  isUndefined,
  type Member,
  membersOf,
  partsOf,
  withoutInput,
} from "./members.ts";
import type { Sources } from "./sources.ts";
import {
  ANY,
  type EnumSpec,
  type ObjectSpec,
  type Properties,
  tokenOf,
  type TypeSpec,
} from "./spec.ts";

const primitives: ReadonlyMap<ts.SyntaxKind, TypeSpec> = new Map([
  [ts.SyntaxKind.StringKeyword, { type: "string" }],
  [ts.SyntaxKind.NumberKeyword, { type: "number" }],
  [ts.SyntaxKind.BooleanKeyword, { type: "boolean" }],
  [ts.SyntaxKind.UnknownKeyword, ANY],
]);

/** Turns types of the source into types of the schema. */
export class TypeReader {
  readonly #sources: Sources;
  readonly #named = new Map<string, ObjectSpec | EnumSpec>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** The named types that were met so far, by their tokens, in the order of the alphabet. */
  get named(): Readonly<Record<string, ObjectSpec | EnumSpec>> {
    const entries = [...this.#named].toSorted(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries);
  }

  /** Adds a named type that no property of the source has. */
  add(
    name: string,
    { description, members }: { description: string; members: readonly Member[] },
  ): void {
    this.#named.set(tokenOf(name), { description, ...this.objectOf(members) });
  }

  /** Properties of the schema, with their descriptions. */
  propertiesOf(members: readonly Member[]): Properties {
    return Object.fromEntries(
      members.map(({ name, comment, type }) => [
        name,
        {
          ...(integers.includes(name) ? { type: "integer" as const } : this.read(type)),
          description: describe(comment),
        },
      ]),
    );
  }

  /** An object of the schema. */
  objectOf(members: readonly Member[]): ObjectSpec {
    const required = members.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
    return {
      type: "object",
      properties: this.propertiesOf(members),
      ...(required.length > 0 && { required }),
    };
  }

  /**
   * The type of a property. A union of one and many is the list.
   *
   * @throws {Error} for a type that the schema has no counterpart of
   */
  read(typeNode: ts.TypeNode): TypeSpec {
    const parts = partsOf(withoutInput(typeNode)).filter((part) => !isUndefined(part));
    const [only, another] = parts;
    const node = parts.find(isList) ?? (another ? undefined : only);
    if (!node) throw unknownType(typeNode);
    if (ts.isTypeOperatorNode(node)) return this.read(node.type);
    if (ts.isArrayTypeNode(node)) return { type: "array", items: this.read(node.elementType) };
    if (ts.isMappedTypeNode(node)) return this.#readMapped(node);
    if (ts.isTypeReferenceNode(node)) return this.#readReference(node);
    const primitive = primitives.get(node.kind);
    if (!primitive) throw unknownType(node);
    return primitive;
  }

  /** `{ [name in keyof Type]?: … }` is the type itself. */
  #readMapped(node: ts.MappedTypeNode): TypeSpec {
    const keys = node.typeParameter.constraint;
    if (!keys || !ts.isTypeOperatorNode(keys)) throw unknownType(node);
    return this.read(keys.type);
  }

  #readReference(node: ts.TypeReferenceNode): TypeSpec {
    const [first, second] = node.typeArguments ?? [];
    const name = node.typeName.getText();
    if (name === "Readonly" && first) return this.read(first);
    if (name === "Record" && second)
      return { type: "object", additionalProperties: this.read(second) };
    const { checker } = this.#sources;
    const found = checker.getSymbolAtLocation(node.typeName);
    if (!found) throw unknownType(node);
    const isImport = (found.flags & ts.SymbolFlags.Alias) !== 0;
    const symbol = isImport ? checker.getAliasedSymbol(found) : found;
    this.#addNamed(symbol);
    return { $ref: `#/types/${tokenOf(symbol.name)}` };
  }

  #addNamed(symbol: ts.Symbol): void {
    const { name } = symbol;
    const token = tokenOf(name);
    if (this.#named.has(token)) return;
    const description = describe(commentOf(symbol, this.#sources));
    const values = enumOf(symbol);
    if (values) {
      this.#named.set(token, { description, type: "string", enum: values });
      return;
    }
    const members = membersOf(symbol, this.#sources);
    const isPartial = partialTypes.includes(name);
    const object = this.objectOf(
      members.map((each) => (isPartial ? { ...each, isOptional: true } : each)),
    );
    this.#named.set(token, { description, ...object });
  }
}

function unknownType(node: ts.TypeNode): Error {
  return new Error(`the schema has nothing like the type ${node.getText()}`);
}
