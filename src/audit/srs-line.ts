import type { Manifest } from "../artifacts/manifest.ts";
import { isFile, sha256File } from "../pipeline/files.ts";
import { ceremonyOf } from "../srs/ceremonies.ts";
import { srsFiles, type SrsPlaces } from "../srs/places.ts";

import { standsOn } from "./ceremony.ts";
import { fail, pass, skipped, type AuditLine } from "./line.ts";

/** An SRS file for a rebuild. */
export interface FoundSrs {
  path: string;
  sha256: string;
}

type WantedSrs = Manifest["srs"] | undefined;

/**
 * The SRS file by its hash: the project's own or the user's, of whatever setup; else the first that serves, and the lines that differ say
 * how. None is made: a new dev SRS would give another verifier.
 */
export async function findSrs(
  places: SrsPlaces,
  k: number,
  wanted: WantedSrs,
): Promise<FoundSrs | undefined> {
  let first: FoundSrs | undefined;
  for (const path of await srsFiles(places, k)) {
    if (!(await isFile(path))) continue;
    const found = { path, sha256: await sha256File(path) };
    if (wanted === undefined || found.sha256 === wanted.sha256) return found;
    first ??= found;
  }
  return first;
}

/**
 * The SRS against what the manifest says of it.
 * @param negG2 as the rebuilt verifier has it; undefined when nothing was built
 */
export function srsLine(
  srs: FoundSrs | undefined,
  negG2: readonly string[] | undefined,
  wanted: WantedSrs,
  k: number,
): AuditLine {
  if (srs === undefined) {
    const detail = `no SRS file for k=${k} was found here: put it into the project's SRS folder and audit again`;
    return fail(
      "srs",
      "EZKL_AUDIT_SRS_MISSING",
      detail,
      wanted === undefined ? {} : { expected: wanted.sha256 },
    );
  }
  if (wanted === undefined) return skipped("srs", "there is no readable manifest to compare with");
  if (srs.sha256 !== wanted.sha256) {
    return fail("srs", "EZKL_AUDIT_SRS", "the SRS file here is not the one that the manifest names", {
      expected: wanted.sha256,
      found: srs.sha256,
    });
  }
  if (negG2 === undefined) return pass("srs", "the file has the manifest's hash");
  const said = { negG2: wanted.negG2.join(" "), ceremony: wanted.ceremony ?? "none" };
  const is = { negG2: negG2.join(" "), ceremony: ceremonyOf(negG2) ?? "none" };
  for (const key of ["negG2", "ceremony"] as const) {
    if (is[key] === said[key]) continue;
    const detail = `the manifest's ${key} is not that of the SRS file`;
    return fail("srs", "EZKL_AUDIT_SRS", detail, { expected: is[key], found: said[key] });
  }
  return pass("srs", `the file has the manifest's hash; it is ${standsOn(negG2)}`);
}
