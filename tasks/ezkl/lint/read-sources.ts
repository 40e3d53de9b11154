import { relative, sep } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { CompilationJob } from "hardhat/types/solidity";

import { SourceNotCompiledError } from "../../../src/errors/measure.ts";
import type { SourceFile } from "../../../src/lint/program.ts";

/** One compilation's sources with their syntax trees, and which of them are the project's. */
export interface ReadSources {
  files: SourceFile[];
  /** Paths of the project's own files, as in `files`. */
  own: ReadonlySet<string>;
}

/**
 * Has the project's sources read by its own compiler, without making code: names are resolved and types known. Each compilation of the project by itself.
 * @throws SourceNotCompiledError with the compiler's first error
 */
export async function readSources({
  config,
  solidity,
}: Pick<HardhatRuntimeEnvironment, "config" | "solidity">): Promise<ReadSources[]> {
  const roots = await solidity.getRootFilePaths();
  const jobs = await solidity.getCompilationJobs(roots, { quiet: true, force: true });
  if (!jobs.success) throw new SourceNotCompiledError("the project", jobs.formattedReason);
  const read: ReadSources[] = [];
  for (const job of new Set(jobs.compilationJobsPerFile.values()))
    read.push(await readJob(config.paths.root, solidity, job));
  return read;
}

async function readJob(
  root: string,
  solidity: HardhatRuntimeEnvironment["solidity"],
  job: CompilationJob,
): Promise<ReadSources> {
  const input = await job.getSolcInput();
  const settings = { ...input.settings, outputSelection: { "*": { "": ["ast"] } } };
  const { output } = await solidity.runCompilationJob(
    {
      ...{ dependencyGraph: job.dependencyGraph, solcConfig: job.solcConfig },
      ...{ solcLongVersion: job.solcLongVersion, getBuildId: async () => job.getBuildId() },
      getSolcInput: async () => ({ ...input, settings }),
    },
    { quiet: true },
  );
  const fatal = (output.errors ?? []).find(({ severity }) => severity === "error");
  if (fatal !== undefined) throw new SourceNotCompiledError("the project", fatal.message);
  const own = new Set<string>();
  const files = Object.entries(input.sources).map(([name, { content }]) => {
    const fsPath = job.dependencyGraph.getFileByInputSourceName(name)?.fsPath ?? name;
    const path = relative(root, fsPath).split(sep).join("/");
    if (name.startsWith("project/")) own.add(path);
    return { path, name, content, ast: output.sources?.[name]?.ast as unknown };
  });
  return { files, own };
}
