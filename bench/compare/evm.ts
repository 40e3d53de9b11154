import { Interface } from "ethers";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { EthereumProvider } from "hardhat/types/providers";

import { compileSource } from "../../tasks/evm/compile.ts";
import { deployCode } from "../../tasks/evm/measure.ts";

import { countEcMul, type TraceStep } from "./floor.ts";

/** What one verification costs on an EVM chain, as a transaction of its own. */
export interface EvmFigures {
  /** Gas used by the transaction: 21,000, call data and execution. */
  gas: number;
  deployGas: number;
  /** Of the runtime code. */
  verifierBytes: number;
  /** Calls of the scalar multiplication precompile that were really made. */
  ecMul: number;
  /** Of the transaction, selector included. */
  calldata: Uint8Array;
}

export interface VerifierCall {
  source: string;
  contractName: string;
  /** 0x-prefixed. */
  proof: string;
  instances: readonly bigint[];
}

const VERIFIER = new Interface(["function verifyProof(bytes proof, uint256[] instances) returns (bool)"]);
const GAS_LIMIT = "0x1dcd6500"; // 500,000,000

/**
 * The rules of today's mainnet: osaka prices the modular exponentiation three times as high as the forks before it (EIP-7883). Code of any
 * size is stored and asked all the same, so that what no chain would take has figures too.
 */
export const CHAIN = {
  network: "conformance",
  override: { hardfork: "osaka", allowUnlimitedContractSize: true, transactionGasCap: false },
} as const;

/** Compiles a verifier as the project compiles, deploys it, has it verify the proof in a transaction, and counts. @throws Error */
export async function measureOnEvm(
  hre: Pick<HardhatRuntimeEnvironment, "config" | "solidity">,
  provider: EthereumProvider,
  { source, contractName, proof, instances }: VerifierCall,
): Promise<EvmFigures> {
  const { bytecode, runtime } = await compileSource(hre, source, contractName);
  const { address, gas: deployGas } = await deployCode(provider, bytecode);
  const [from] = (await provider.request({ method: "eth_accounts" })) as string[];
  const data = VERIFIER.encodeFunctionData("verifyProof", [proof, [...instances]]);
  const call = { from, to: address, data, gas: GAS_LIMIT };
  const answer = (await provider.request({ method: "eth_call", params: [call, "latest"] })) as string;
  if (VERIFIER.decodeFunctionResult("verifyProof", answer)[0] !== true)
    throw new Error("the verifier does not accept the proof");
  const hash = (await provider.request({ method: "eth_sendTransaction", params: [call] })) as string;
  const { gasUsed } = (await provider.request({
    method: "eth_getTransactionReceipt",
    params: [hash],
  })) as { gasUsed: string };
  const { structLogs } = (await provider.request({
    method: "debug_traceTransaction",
    params: [hash, { disableStorage: true, disableMemory: true }],
  })) as { structLogs: TraceStep[] };
  return {
    gas: Number(gasUsed),
    deployGas,
    verifierBytes: (runtime.length - 2) / 2,
    ecMul: countEcMul(structLogs),
    calldata: Buffer.from(data.slice(2), "hex"),
  };
}
