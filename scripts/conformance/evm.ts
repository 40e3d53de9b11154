import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import type { NetworkConnection } from "hardhat/types/network";

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
          abi: z.array(z.unknown()),
          evm: z.object({
            bytecode: z.object({ object: z.string() }),
            deployedBytecode: z.object({ object: z.string() }),
          }),
        }),
      ),
    )
    .default({}),
});

const FELT = "hardhat-ezkl/contracts/libraries/EzklFelt.sol";
const SETTINGS = {
  optimizer: { enabled: true, runs: 200 },
  evmVersion: "cancun",
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] } },
};

export interface EvmCheck {
  accepted: boolean;
  /** The same proof with one bit changed. */
  forgedAccepted: boolean;
  verifierBytes: number;
  gas: number;
  /** Raw values as the generated library reads them; hashes as int256. */
  values: bigint[];
}

export interface EvmSources {
  verifierName: string;
  verifier: string;
  statementName: string;
  statement: string;
  harness: string;
}

/** Compiles verifier, statement library and harness, deploys them to the connection, and asks all three. */
export async function checkOnEvm(
  connection: NetworkConnection,
  sources: EvmSources,
  proof: string,
  instances: readonly bigint[],
): Promise<EvmCheck> {
  const felt = await readFile(new URL("../../contracts/libraries/EzklFelt.sol", import.meta.url), "utf8");
  const compiled = outputSchema.parse(
    JSON.parse(
      solc.compile(
        JSON.stringify({
          language: "Solidity",
          sources: {
            "verifier.sol": { content: sources.verifier },
            [`${sources.statementName}.sol`]: { content: sources.statement },
            "harness.sol": { content: sources.harness },
            [FELT]: { content: felt },
          },
          settings: SETTINGS,
        }),
      ),
    ),
  );
  const fatal = compiled.errors.filter(({ severity }) => severity === "error");
  if (fatal.length > 0)
    throw new Error(
      `solc: ${fatal
        .map(({ formattedMessage }) => formattedMessage)
        .join("\n")
        .slice(0, 500)}`,
    );
  const verifierCode = compiled.contracts["verifier.sol"]?.[sources.verifierName];
  const harnessCode = compiled.contracts["harness.sol"]?.["StatementHarness"];
  if (verifierCode === undefined || harnessCode === undefined) throw new Error("solc gave no code");

  const { ethers } = connection;
  const [signer] = await ethers.getSigners();
  const deploy = async ({ abi, evm }: typeof verifierCode) => {
    const factory = new ethers.ContractFactory(abi as string[], evm.bytecode.object, signer);
    const contract = await factory.deploy();
    await contract.waitForDeployment();
    return contract;
  };
  const verifier = await deploy(verifierCode);
  const harness = await deploy(harnessCode);
  const verifyProof = verifier.getFunction("verifyProof");
  const accepts = async (bytes: string): Promise<boolean> =>
    verifyProof.staticCall(bytes, [...instances]).then(
      (answer: unknown) => answer === true,
      () => false,
    );
  const flipped = `${proof.slice(0, -1)}${proof.endsWith("0") ? "1" : "0"}`;
  const accepted = await accepts(proof);
  return {
    accepted,
    forgedAccepted: await accepts(flipped),
    verifierBytes: verifierCode.evm.deployedBytecode.object.length / 2,
    gas: accepted ? Number(await verifyProof.estimateGas(proof, [...instances])) : 0,
    values: [...((await harness.getFunction("values").staticCall([...instances])) as bigint[])],
  };
}
