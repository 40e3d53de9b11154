import type { Manifest } from "../artifacts/manifest.ts";

/** The ceremony that an SRS is of; undefined for a dev SRS, and for words that are of no known ceremony. */
export function ceremonyName({ kind }: Pick<Manifest["srs"], "kind" | "negG2">): string | undefined {
  return kind === "ceremony" ? "that the manifest names" : undefined;
}
