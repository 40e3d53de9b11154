import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { type InterfaceAbi } from "ethers";
import { z } from "zod";

const ROOT = new URL("../../", import.meta.url);

const solc = z
  .object({ compile: z.function().args(z.string(), z.unknown()).returns(z.string()) })
  .passthrough()
  .parse(createRequire(import.meta.url)("solc"));

/** The settings of hardhat.config.ts, so that code and gas are those of a build. */
const SETTINGS = {
  optimizer: { enabled: true, runs: 200 },
  evmVersion: "cancun",
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] } },
};

const outputSchema = z.object({
  errors: z.array(z.object({ severity: z.string(), formattedMessage: z.string() })).default([]),
  contracts: z
    .record(
      z.record(
        z.object({
          abi: z.array(z.record(z.unknown())),
          evm: z.object({
            bytecode: z.object({ object: z.string() }),
            deployedBytecode: z.object({ object: z.string() }),
          }),
        }),
      ),
    )
    .default({}),
});

export interface CompiledContract {
  abi: InterfaceAbi;
  /** Creation code, 0x-prefixed. */
  bytecode: string;
  /** Runtime code, 0x-prefixed. */
  runtime: string;
}

const cache = new Map<string, CompiledContract>();

/** Compiles one source; throws the compiler's messages when it does not compile. Kept in memory for the test run. */
export function compileSolidity(source: string, contractName: string): CompiledContract {
  return compile("source.sol", source, contractName);
}

/**
 * Compiles a file of this repository apart from Hardhat, hence without what `--coverage` adds to it.
 * @param path from the repository's root, for example `contracts/mocks/BadVerifiers.sol`; its relative imports are read too.
 */
export function compileFile(path: string, contractName: string): CompiledContract {
  return compile(path, readFileSync(new URL(path, ROOT), "utf8"), contractName);
}

function compile(path: string, source: string, contractName: string): CompiledContract {
  const key = `${path}\n${contractName}\n${source}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const input = { language: "Solidity", sources: { [path]: { content: source } }, settings: SETTINGS };
  const output: unknown = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }));
  const { errors, contracts } = outputSchema.parse(output);
  const fatal = errors.filter(({ severity }) => severity === "error");
  const contract = contracts[path]?.[contractName];
  if (fatal.length > 0 || contract === undefined) {
    throw new Error(`${contractName}: ${fatal.map(({ formattedMessage }) => formattedMessage).join("\n")}`);
  }
  const compiled = {
    abi: contract.abi as InterfaceAbi,
    bytecode: `0x${contract.evm.bytecode.object}`,
    runtime: `0x${contract.evm.deployedBytecode.object}`,
  };
  cache.set(key, compiled);
  return compiled;
}

/** What the compiler asks for each import, by its path from the root. */
function readImport(path: string): { contents: string } | { error: string } {
  try {
    return { contents: readFileSync(new URL(path, ROOT), "utf8") };
  } catch (error) {
    return { error: String(error) };
  }
}
