import type { Manifest } from "../artifacts/manifest.ts";
import { isFile, sha256File } from "../pipeline/files.ts";
import { srsCandidates, type SrsPlaces } from "../pipeline/srs.ts";

import { ceremonyName } from "./ceremony.ts";
import { fail, pass, skipped, type AuditLine } from "./line.ts";

/** An SRS file for a rebuild, and what it is. */
export interface FoundSrs {
  path: string;
  sha256: string;
}

/**
 * The SRS file by its hash: the project's own or the user's, whichever has it. Without a manifest, the one that a build would take.
 * None is made: a new dev SRS would give another verifier.
 */
export async function findSrs(
  places: SrsPlaces,
  k: number,
  wanted: Manifest["srs"] | undefined,
): Promise<{ srs: FoundSrs | undefined; line: AuditLine }> {
  const seen: FoundSrs[] = [];
  for (const path of srsCandidates(places, k))
    if (await isFile(path)) seen.push({ path, sha256: await sha256File(path) });
  const [first] = seen;
  if (wanted === undefined) {
    const why = "there is no readable manifest to compare with";
    return {
      srs: first,
      line: first === undefined ? missing(k, "no SRS file was found", undefined) : skipped("srs", why),
    };
  }
  const found = seen.find(({ sha256 }) => sha256 === wanted.sha256);
  if (found !== undefined) {
    const ceremony = ceremonyName(wanted);
    const stands =
      ceremony === undefined
        ? "a dev SRS, whose maker can forge proofs: for local chains only"
        : `the ceremony ${ceremony}`;
    return { srs: found, line: pass("srs", `the file has the manifest's hash; it is ${stands}`) };
  }
  if (first === undefined)
    return { srs: undefined, line: missing(k, "no SRS file was found", wanted.sha256) };
  // Another SRS gives another verifier, and the lines that differ say how.
  const line = fail("srs", "EZKL_AUDIT_SRS", "the SRS file here is not the one that the manifest names", {
    expected: wanted.sha256,
    found: first.sha256,
  });
  return { srs: first, line };
}

function missing(k: number, what: string, sha256: string | undefined): AuditLine {
  return fail(
    "srs",
    "EZKL_AUDIT_SRS_MISSING",
    `${what} for k=${k}: put it into the project's SRS folder or fetch it, then audit again`,
    sha256 === undefined ? {} : { expected: sha256 },
  );
}

/** Whether the four words say what the manifest says of the SRS. */
export function srsWordsLine(negG2: readonly string[], manifest: Manifest["srs"]): AuditLine | undefined {
  if (negG2.every((word, index) => word === manifest.negG2[index])) return undefined;
  return fail("srs", "EZKL_AUDIT_SRS", "the manifest's -[s]G2 is not that of the SRS file", {
    expected: negG2.join(" "),
    found: manifest.negG2.join(" "),
  });
}
