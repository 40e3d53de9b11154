import { relative, sep } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { consumersOf } from "../../../src/lint/consumers.ts";
import { lint, type LintFinding } from "../../../src/lint/lint.ts";
import type { Model } from "../../../src/pipeline/model.ts";

import { choose, type Choice } from "./choose.ts";
import { readSources, type ReadSources } from "./read-sources.ts";

export interface LintedProject {
  findings: LintFinding[];
  /** The project's files that were looked at. */
  files: string[];
}

type LintHre = Pick<HardhatRuntimeEnvironment, "config" | "solidity">;

/** Lints the project's own contracts; what they import is read, and not complained of. @throws InputInvalidError */
export async function lintProject(hre: LintHre, choice: Choice): Promise<LintedProject> {
  const read = await readSources(hre);
  const own = new Set(read.flatMap((sources) => [...sources.own]));
  const chosen = choose(own, choice, hre.config.paths.root);
  return lintWhere(read, () => (path) => chosen.has(path));
}

/** Lints the contracts that stand on one model's statement library, with what of the project they import. */
export async function lintConsumers(hre: LintHre, { paths }: Model): Promise<LintedProject> {
  const library = relative(hre.config.paths.root, paths.statement).split(sep).join("/");
  return lintWhere(await readSources(hre), ({ own, files }) => {
    const consumers = consumersOf(files, library);
    return (path) => own.has(path) && consumers.has(path);
  });
}

function lintWhere(
  sources: readonly ReadSources[],
  wantedOf: (read: ReadSources) => (path: string) => boolean,
): LintedProject {
  const findings = new Map<string, LintFinding>();
  const files = new Set<string>();
  for (const read of sources) {
    const wanted = wantedOf(read);
    for (const { path } of read.files) if (wanted(path)) files.add(path);
    // A file may be part of several compilations.
    for (const finding of lint(read.files))
      if (wanted(finding.file)) findings.set(JSON.stringify(finding), finding);
  }
  return { findings: [...findings.values()], files: [...files].sort() };
}
