import type { Node } from "./node.ts";

/** All nodes that `roots` are computed from and the roots themselves, each after those it is computed from. Not recursive: chains are as long as proofs. */
export function reachableFrom(roots: Iterable<Node>): Node[] {
  const found = new Set<Node>();
  const left = [...roots];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    left.push(...node.args);
  }
  // A node is made after its arguments.
  return [...found].sort((a, b) => a.id - b.id);
}
