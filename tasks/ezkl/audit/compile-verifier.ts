import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { CompilationJob, CompilerInput } from "hardhat/types/solidity";

import type { Manifest } from "../../../src/artifacts/manifest.ts";
import { SourceNotCompiledError } from "../../../src/errors/measure.ts";
import { isFile, sha256 } from "../../../src/pipeline/files.ts";
import type { Model } from "../../../src/pipeline/model.ts";
import { scratchIn } from "../../evm/compile.ts";

type SolidityHre = Pick<HardhatRuntimeEnvironment, "config" | "solidity">;

export interface CompiledVerifier {
  runtime: string;
  solc: string;
  /** What it was compiled with: the manifest's settings, or the project's where it names none. */
  settings: Record<string, unknown>;
}

/** Settings that follow from a project's folders rather than from anybody's choice. */
const PROJECTS_OWN = new Set(["outputSelection", "remappings"]);

/**
 * Compiles a rebuilt source as the project compiles the file in its place: the name, the remappings and the settings are part of what
 * the compiler hashes at the end of the code. The settings are the manifest's, where it has them. Nothing is written but a file that is gone afterwards.
 * @throws SourceNotCompiledError
 */
export async function compileRebuilt(
  { config, solidity }: SolidityHre,
  model: Model,
  source: string,
  contractName: string,
  manifest: Manifest | undefined,
): Promise<CompiledVerifier> {
  const place = model.paths.verifier;
  const folder = join(scratchIn(config.paths), "audited");
  const standIn = join(folder, `${sha256(source)}.sol`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(standIn, source);
    // All of the project's files, as in its own builds: the remappings are those of all. A project that does not compile has none of those.
    const whole = (await isFile(place))
      ? await jobOf(solidity, place, await solidity.getRootFilePaths())
      : undefined;
    const job = typeof whole === "object" ? whole : await jobOf(solidity, standIn, []);
    if (typeof job === "string") throw new SourceNotCompiledError(contractName, job);
    const input = await job.getSolcInput();
    const name = `project/${relative(config.paths.root, place).split(sep).join("/")}`;
    const settings: CompilerInput["settings"] =
      manifest?.solcSettings === undefined
        ? input.settings
        : {
            optimizer: {},
            evmVersion: input.settings.evmVersion,
            ...manifest.solcSettings,
            outputSelection: input.settings.outputSelection,
            remappings: input.settings.remappings,
          };
    const { output } = await solidity.runCompilationJob(
      {
        ...{ dependencyGraph: job.dependencyGraph, solcConfig: job.solcConfig },
        ...{ solcLongVersion: job.solcLongVersion, getBuildId: async () => job.getBuildId() },
        getSolcInput: async () => ({ ...input, settings, sources: { [name]: { content: source } } }),
      },
      { quiet: true },
    );
    const object = output.contracts?.[name]?.[contractName]?.evm?.deployedBytecode?.object;
    if (object === undefined) {
      const fatal = (output.errors ?? []).find(({ severity }) => severity === "error");
      throw new SourceNotCompiledError(contractName, fatal?.message ?? "the source has no such contract");
    }
    return {
      runtime: `0x${object}`,
      solc: job.solcConfig.version,
      settings: Object.fromEntries(Object.entries(settings).filter(([key]) => !PROJECTS_OWN.has(key))),
    };
  } finally {
    await rm(standIn, { force: true });
  }
}

/** Hardhat's compilation of a file together with others, or why there is none. */
async function jobOf(
  solidity: SolidityHre["solidity"],
  file: string,
  others: readonly string[],
): Promise<CompilationJob | string> {
  const jobs = await solidity.getCompilationJobs([...new Set([...others, file])], {
    quiet: true,
    force: true,
  });
  if (!jobs.success) return jobs.formattedReason;
  return jobs.compilationJobsPerFile.get(file) ?? "Hardhat made no job for it";
}
