import { resolve, sep } from "node:path";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";

export interface Choice {
  /** Files and folders; all when there are none. */
  paths: readonly string[];
  /** Files and folders that are passed over. */
  leftOut: readonly string[];
}

/**
 * The project's files that are asked for.
 * @param own paths of the project's own files, from its root
 * @throws InputInvalidError naming a path at which there is none: a slip would look like a clean report
 */
export function choose(own: ReadonlySet<string>, { paths, leftOut }: Choice, root: string): Set<string> {
  const at = (places: readonly string[], option: string): Set<string> =>
    new Set(places.flatMap((place) => filesAt(own, place, root, option)));
  const left = at(leftOut, "--leave-out");
  const asked = paths.length === 0 ? own : at(paths, "PATH");
  return new Set([...asked].filter((path) => !left.has(path)));
}

function filesAt(own: ReadonlySet<string>, given: string, root: string, option: string): string[] {
  const place = resolve(given);
  const found = [...own].filter((path) => {
    const file = resolve(root, path);
    return file === place || file.startsWith(place + sep);
  });
  if (found.length > 0) return found;
  throw new InputInvalidError(
    option,
    `the project has no contract at ${given}`,
    "give files or folders of its contracts",
  );
}
