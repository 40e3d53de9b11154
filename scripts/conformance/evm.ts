import type { NetworkConnection } from "hardhat/types/network";

import { deployCode, verificationGas } from "../../tasks/evm/measure.ts";
import { compileSources } from "../solc.ts";

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

  const { ethers, provider } = connection;
  const verifier = await deployCode(provider, verifierCode.bytecode);
  const harness = await deployCode(provider, harnessCode.bytecode);
  const abi = new ethers.Interface(verifierCode.abi);
  const verify = async (bytes: string): Promise<number | null> =>
    verificationGas(
      provider,
      verifier.address,
      abi.encodeFunctionData("verifyProof", [bytes, [...instances]]),
    );
  const flipped = `${proof.slice(0, -1)}${proof.endsWith("0") ? "1" : "0"}`;
  const gas = await verify(proof);
  const values = new ethers.Contract(harness.address, harnessCode.abi, ethers.provider).getFunction("values");
  return {
    accepted: gas !== null,
    forgedAccepted: (await verify(flipped)) !== null,
    verifierBytes: (verifierCode.runtime.length - 2) / 2,
    gas: gas ?? 0,
    values: [...((await values.staticCall([...instances])) as bigint[])],
  };
}
