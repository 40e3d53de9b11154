import { getBytes } from "ethers";
import { network } from "hardhat";

import { countEcMul, floorGas, type TraceStep } from "../../bench/compare/floor.ts";
import { deployCode, verificationGas } from "../../tasks/evm/measure.ts";

import { verifyCall } from "./calldata.ts";
import type { CompiledContract } from "./compile.ts";

export interface VerifierFigures {
  /** Of the whole transaction. */
  gas: number;
  deployGas: number;
  /** Of the runtime code. */
  bytes: number;
  multiplications: number;
  /** Gas that no rendering of the same checks goes below. */
  floor: number;
}

/** A chain by the rules of Osaka that stores verifiers of any size. */
export async function measuringChain() {
  return network.create({
    network: "conformance",
    override: { hardfork: "osaka", transactionGasCap: false },
  });
}

/** What verifying one proof costs. @throws when the verifier refuses it */
export async function measureVerifier(
  { provider }: Awaited<ReturnType<typeof measuringChain>>,
  { bytecode, runtime }: CompiledContract,
  { proof, instances }: { proof: string; instances: readonly bigint[] },
): Promise<VerifierFigures> {
  const { address, gas: deployGas } = await deployCode(provider, bytecode);
  const calldata = verifyCall(proof, instances);
  const gas = await verificationGas(provider, address, calldata);
  if (gas === null) throw new Error("the verifier refuses the recorded proof");
  const { structLogs } = (await provider.request({
    method: "debug_traceCall",
    params: [{ to: address, data: calldata }, "latest", { disableStorage: true, disableMemory: true }],
  })) as { structLogs: TraceStep[] };
  const multiplications = countEcMul(structLogs);
  const floor = floorGas(getBytes(calldata), multiplications);
  return { gas, deployGas, bytes: (runtime.length - 2) / 2, multiplications, floor };
}
