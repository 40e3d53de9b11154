import { join, relative } from "node:path";

import type { Model } from "../../../../src/pipeline/model.ts";

/** What snippets import the generated files by. */
export interface Places {
  /** From a contract that stands directly in the project's contracts folder. */
  statement: string;
  /** From a script one folder below the project's root. */
  types: string;
  /** The sample input, from the project's root. */
  input: string;
}

/** @param contracts the project's folder of Solidity sources */
export function placesOf(
  { paths }: Pick<Model, "paths">,
  { root, contracts }: { root: string; contracts: string },
): Places {
  return {
    statement: specifier(contracts, paths.statement),
    types: specifier(join(root, "scripts"), paths.types),
    input: slashed(relative(root, paths.input)),
  };
}

function specifier(from: string, to: string): string {
  const path = slashed(relative(from, to));
  return path.startsWith("../") ? path : `./${path}`;
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
