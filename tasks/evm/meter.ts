import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import type { EvmMeter } from "../../src/tune/index.ts";

import { compileSource } from "./compile.ts";
import { deployCode, verificationGas } from "./measure.ts";
import { MEASURING_NETWORK } from "./network.ts";

export interface OpenMeter {
  measure: EvmMeter;
  close(): Promise<void>;
}

/**
 * Measures verifiers as the project would deploy them: its compiler and settings, an in-process chain of its own. The chain starts
 * with the first measurement.
 */
export function openMeter(
  hre: Pick<HardhatRuntimeEnvironment, "config" | "solidity" | "network">,
): OpenMeter {
  let chain: ReturnType<typeof hre.network.create> | undefined;
  return {
    async measure({ source, contractName, calldata }) {
      const { bytecode, runtime } = await compileSource(hre, source, contractName);
      const { provider } = await (chain ??= hre.network.create(MEASURING_NETWORK));
      const { address, gas: deployGas } = await deployCode(provider, bytecode);
      const gas = await verificationGas(provider, address, calldata);
      return {
        accepted: gas !== null,
        gas: gas ?? 0,
        deployGas,
        verifierBytes: (runtime.length - 2) / 2,
      };
    },
    async close() {
      await (await chain)?.close();
    },
  };
}
