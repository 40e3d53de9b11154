import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { JsonFragment } from "ethers";
import { z } from "zod";

const solc = z
  .object({ compile: z.function().args(z.string()).returns(z.string()) })
  .passthrough()
  .parse(createRequire(import.meta.url)("solc"));

const outputSchema = z.object({
  errors: z.array(z.object({ severity: z.string(), formattedMessage: z.string() })).default([]),
  contracts: z
    .record(
      z.record(
        z.object({
          abi: z.array(z.record(z.unknown())),
          evm: z.object({ bytecode: z.object({ object: z.string() }) }),
        }),
      ),
    )
    .default({}),
});

const FELT = "hardhat-ezkl/contracts/libraries/EzklFelt.sol";

export type Compiled = Record<string, { abi: JsonFragment[]; bytecode: string }>;

/**
 * Compiles several sources in one run, with EzklFelt at the path that generated code imports it by.
 * @returns contracts by name; throws all messages when there is any, warnings too
 */
export function compileAll(sources: Record<string, string>): Compiled {
  const felt = readFileSync(new URL("../../../contracts/libraries/EzklFelt.sol", import.meta.url), "utf8");
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(
      Object.entries({ ...sources, [FELT]: felt }).map(([path, content]) => [path, { content }]),
    ),
    settings: {
      evmVersion: "cancun",
      outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
    },
  };
  const { errors, contracts } = outputSchema.parse(JSON.parse(solc.compile(JSON.stringify(input))));
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join("\n"));
  return Object.fromEntries(
    Object.values(contracts).flatMap((file) =>
      Object.entries(file).map(([name, { abi, evm }]) => [
        name,
        { abi: abi, bytecode: `0x${evm.bytecode.object}` },
      ]),
    ),
  );
}
