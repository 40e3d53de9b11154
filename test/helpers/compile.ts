import { createRequire } from "node:module";

import { type InterfaceAbi } from "ethers";
import { z } from "zod";

const solc = z
  .object({ compile: z.function().args(z.string()).returns(z.string()) })
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

/** Compiles one self-contained source; throws the compiler's messages when it does not compile. Kept in memory for the test run. */
export function compileSolidity(source: string, contractName: string): CompiledContract {
  const key = `${contractName}\n${source}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const input = { language: "Solidity", sources: { "source.sol": { content: source } }, settings: SETTINGS };
  const { errors, contracts } = outputSchema.parse(JSON.parse(solc.compile(JSON.stringify(input))));
  const fatal = errors.filter(({ severity }) => severity === "error");
  const contract = contracts["source.sol"]?.[contractName];
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
