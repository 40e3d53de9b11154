import { relative, sep } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { consumersOf } from "../../../src/lint/consumers.ts";
import { lint, type LintFinding } from "../../../src/lint/lint.ts";
import type { Model } from "../../../src/pipeline/model.ts";

import { isAskedFor, readSources, type ReadSources } from "./read-sources.ts";

export interface LintedProject {
  findings: LintFinding[];
  /** The project's files that were looked at. */
  files: string[];
}

type LintHre = Pick<HardhatRuntimeEnvironment, "config" | "solidity">;

/** Lints the project's own contracts; what they import is read, and not complained of. */
export async function lintProject(hre: LintHre, paths: readonly string[]): Promise<LintedProject> {
  return lintWhere(
    hre,
    ({ own }) =>
      (path) =>
        own.has(path) && isAskedFor(path, paths, hre.config.paths.root),
  );
}

/** Lints the contracts that stand on one model's statement library, with what of the project they import. */
export async function lintConsumers(hre: LintHre, { paths }: Model): Promise<LintedProject> {
  const library = relative(hre.config.paths.root, paths.statement).split(sep).join("/");
  return lintWhere(hre, ({ own, files }) => {
    const consumers = consumersOf(files, library);
    return (path) => own.has(path) && consumers.has(path);
  });
}

async function lintWhere(
  hre: LintHre,
  choose: (read: ReadSources) => (path: string) => boolean,
): Promise<LintedProject> {
  const findings = new Map<string, LintFinding>();
  const files = new Set<string>();
  for (const read of await readSources(hre)) {
    const wanted = choose(read);
    for (const { path } of read.files) if (wanted(path)) files.add(path);
    // A file may be part of several compilations.
    for (const finding of lint(read.files))
      if (wanted(finding.file)) findings.set(JSON.stringify(finding), finding);
  }
  return { findings: [...findings.values()], files: [...files].sort() };
}
