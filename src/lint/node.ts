/** A node of the Solidity compiler's AST, as far as it is looked at. Names and meanings are the compiler's. */
export interface Node {
  nodeType: string;
  id: number;
  /** start:length:file, in bytes. */
  src: string;
  [key: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).nodeType === "string";
}

export function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

/** The node and everything below it, outermost first. */
export function* below(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* below(child);
}

export function child(node: Node | undefined, key: string): Node | undefined {
  const value = node?.[key];
  return isNode(value) ? value : undefined;
}

export function nodes(node: Node | undefined, key: string): Node[] {
  const value = node?.[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function text(node: Node | undefined, key: string): string | undefined {
  const value = node?.[key];
  return typeof value === "string" ? value : undefined;
}

export function startOf({ src }: Node): number {
  return Number.parseInt(src, 10);
}

export function typeOf(node: Node): { name: string; identifier: string } {
  const type = (node["typeDescriptions"] ?? {}) as { typeString?: string; typeIdentifier?: string };
  return { name: type.typeString ?? "", identifier: type.typeIdentifier ?? "" };
}
