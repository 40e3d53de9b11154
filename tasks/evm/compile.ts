import { mkdir, rm, writeFile } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { SourceNotCompiledError } from "../../src/errors/measure.ts";
import { sha256 } from "../../src/pipeline/files.ts";

interface CompiledSource {
  /** Creation code, 0x-prefixed. */
  bytecode: string;
  /** Runtime code, 0x-prefixed. */
  runtime: string;
}

/**
 * Compiles one self-contained source with the compiler and the settings that the project would compile it with, and leaves no
 * artifacts behind.
 * @throws SourceNotCompiledError with the compiler's messages
 */
export async function compileSource(
  { config, solidity }: Pick<HardhatRuntimeEnvironment, "config" | "solidity">,
  source: string,
  contractName: string,
): Promise<CompiledSource> {
  const folder = join(scratchIn(config.paths), "measured");
  // The path is part of what the metadata hash at the end of the code is of: the same source, the same code.
  const file = join(folder, `${sha256(source)}.sol`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, source);
    // Forced: what an earlier build left in the cache would otherwise be no job.
    const jobs = await solidity.getCompilationJobs([file], { quiet: true, force: true });
    if (!jobs.success) throw new SourceNotCompiledError(contractName, jobs.formattedReason);
    const job = jobs.compilationJobsPerFile.get(file);
    if (job === undefined) throw new SourceNotCompiledError(contractName, "Hardhat made no job for it");
    const { output } = await solidity.runCompilationJob(job, { quiet: true });
    const fatal = (output.errors ?? []).find(({ severity }) => severity === "error");
    const found = Object.values(output.contracts ?? {}).find((contracts) => contractName in contracts);
    const evm = found?.[contractName]?.evm;
    if (evm?.bytecode === undefined || evm.deployedBytecode === undefined) {
      throw new SourceNotCompiledError(contractName, fatal?.message ?? "the source has no such contract");
    }
    return { bytecode: `0x${evm.bytecode.object}`, runtime: `0x${evm.deployedBytecode.object}` };
  } finally {
    await rm(file, { force: true });
  }
}

/** Hardhat compiles only what lies inside of the project; its cache may lie elsewhere. */
export function scratchIn({ root, cache }: { root: string; cache: string }): string {
  const inside = relative(root, cache);
  return inside.startsWith("..") || isAbsolute(inside) ? join(root, ".ezkl") : join(cache, "ezkl");
}
