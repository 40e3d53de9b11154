import type { NetworkConnection } from "hardhat/types/network";

import { compileSources, type CompiledContract } from "../solc.ts";

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
  const { contracts } = compileSources({
    "verifier.sol": sources.verifier,
    [`${sources.statementName}.sol`]: sources.statement,
    "harness.sol": sources.harness,
  });
  const verifierCode = contracts["verifier.sol"]?.[sources.verifierName];
  const harnessCode = contracts["harness.sol"]?.["StatementHarness"];
  if (verifierCode === undefined || harnessCode === undefined) throw new Error("solc gave no code");

  const { ethers } = connection;
  const [signer] = await ethers.getSigners();
  const deploy = async ({ abi, bytecode }: CompiledContract) => {
    const factory = new ethers.ContractFactory(abi, bytecode, signer);
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
    verifierBytes: (verifierCode.runtime.length - 2) / 2,
    gas: accepted ? Number(await verifyProof.estimateGas(proof, [...instances])) : 0,
    values: [...((await harness.getFunction("values").staticCall([...instances])) as bigint[])],
  };
}
