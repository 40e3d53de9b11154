import { isNode, nodes, text } from "./node.ts";
import type { SourceFile } from "./program.ts";

/**
 * Paths of the files that import a library, by others too, and of what these import: whatever can have a part in what a contract does with
 * the library's statements. The library itself is none of them.
 */
export function consumersOf(files: readonly SourceFile[], library: string): Set<string> {
  const pathOf = new Map(files.map(({ path, name = path }) => [name, path]));
  const imports = new Map(
    files.map(({ path, ast }) => [
      path,
      (isNode(ast) ? nodes(ast, "nodes") : [])
        .filter(({ nodeType }) => nodeType === "ImportDirective")
        .map((directive) => pathOf.get(text(directive, "absolutePath") ?? ""))
        .filter((imported) => imported !== undefined),
    ]),
  );
  const reach = (from: string, seen = new Set<string>()): Set<string> => {
    for (const next of imports.get(from) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      reach(next, seen);
    }
    return seen;
  };
  const found = new Set<string>();
  for (const path of imports.keys()) {
    const reached = reach(path);
    if (path === library || !reached.has(library)) continue;
    for (const part of [path, ...reached]) found.add(part);
  }
  found.delete(library);
  return found;
}
