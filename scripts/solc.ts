import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { JsonFragment } from "ethers";
import { z } from "zod";

const ROOT = new URL("../", import.meta.url);
/** What users import the contracts by stands for this repository's own. */
const PACKAGE = "hardhat-ezkl/";

const solc = z
  .object({
    compile: z.function().args(z.string(), z.unknown()).returns(z.string()),
    version: z.function().returns(z.string()),
  })
  .passthrough()
  .parse(createRequire(import.meta.url)("solc"));

/** The settings of hardhat.config.ts, so that code and gas are those of a build. */
const SETTINGS = {
  optimizer: { enabled: true, runs: 200 },
  evmVersion: "cancun",
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] } },
};

/** What a compilation depends on beside its sources and the settings that it is given. */
export const COMPILER = JSON.stringify([solc.version(), SETTINGS]);

const codeSchema = z.object({ object: z.string() });
const outputSchema = z.object({
  errors: z.array(z.object({ severity: z.string(), formattedMessage: z.string() })).default([]),
  contracts: z
    .record(
      z.record(
        z.object({
          abi: z.array(z.record(z.unknown())),
          evm: z.object({ bytecode: codeSchema, deployedBytecode: codeSchema }),
        }),
      ),
    )
    .default({}),
});

export interface CompiledContract {
  abi: JsonFragment[];
  /** Creation code, 0x-prefixed. */
  bytecode: string;
  /** Runtime code, 0x-prefixed. */
  runtime: string;
}

export interface Compilation {
  /** By path, then by name. */
  contracts: Record<string, Record<string, CompiledContract>>;
  warnings: string[];
}

/** Leaves the hash of the metadata off the end of the code: by chance, one in a hundred holds a byte that no consumer pins. */
export const NO_METADATA_HASH = { metadata: { bytecodeHash: "none" } } as const;

/**
 * Compiles sources with the npm compiler, apart from Hardhat: for code that is not the project's, and without what `--coverage` adds.
 * Imports that are not among the sources are read from this repository and its packages.
 * @param sources by path
 * @param settings beside the project's
 * @throws Error with the compiler's messages
 */
export function compileSources(
  sources: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>> = {},
): Compilation {
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }])),
    settings: { ...SETTINGS, ...settings },
  };
  const output: unknown = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }));
  const { errors, contracts } = outputSchema.parse(output);
  const fatal = errors.filter(({ severity }) => severity === "error");
  if (fatal.length > 0) throw new Error(fatal.map(({ formattedMessage }) => formattedMessage).join("\n"));
  return {
    warnings: errors.map(({ formattedMessage }) => formattedMessage),
    contracts: Object.fromEntries(
      Object.entries(contracts).map(([path, file]) => [
        path,
        Object.fromEntries(
          Object.entries(file).map(([name, { abi, evm }]) => [
            name,
            { abi, bytecode: `0x${evm.bytecode.object}`, runtime: `0x${evm.deployedBytecode.object}` },
          ]),
        ),
      ]),
    ),
  };
}

const syntaxSchema = z.object({
  errors: z.array(z.object({ severity: z.string(), formattedMessage: z.string() })).default([]),
  sources: z.record(z.object({ ast: z.unknown() })).default({}),
});

/** Reads sources without making code of them: a syntax tree for each, and for whatever they import, by path. @throws Error with the compiler's messages */
export function readSyntax(sources: Readonly<Record<string, string>>): Record<string, unknown> {
  const { errors, sources: read } = analyse(sources, { "*": { "": ["ast"] } });
  const fatal = errors.filter(({ severity }) => severity === "error");
  if (fatal.length > 0) throw new Error(fatal.map(({ formattedMessage }) => formattedMessage).join("\n"));
  return Object.fromEntries(Object.entries(read).map(([path, { ast }]) => [path, ast]));
}

/** What the compiler finds wrong with sources, warnings too, without making code of them. */
export function complaintsOf(sources: Readonly<Record<string, string>>): string[] {
  return analyse(sources, { "*": { "*": ["abi"] } }).errors.map(({ formattedMessage }) => formattedMessage);
}

function analyse(
  sources: Readonly<Record<string, string>>,
  outputSelection: Record<string, Record<string, string[]>>,
): z.infer<typeof syntaxSchema> {
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }])),
    settings: { ...SETTINGS, outputSelection },
  };
  const output: unknown = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }));
  return syntaxSchema.parse(output);
}

function readImport(path: string): { contents: string } | { error: string } {
  const own = path.startsWith(PACKAGE) ? path.slice(PACKAGE.length) : path;
  const file = path.startsWith("@") ? `node_modules/${path}` : own;
  try {
    return { contents: readFileSync(new URL(file, ROOT), "utf8") };
  } catch (error) {
    return { error: String(error) };
  }
}
