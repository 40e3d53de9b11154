import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { isFile, sha256File } from "../../../../src/pipeline/files.ts";
import { deployCode } from "../../../evm/measure.ts";
import { MEASURING_NETWORK } from "../../../evm/network.ts";
import { verifierCode } from "../../../verifier-code.ts";

import type { ModelFacts } from "./model.ts";

/** The compiled verifier, and the gas of really deploying it on an in-process chain. */
export interface MeasuredCode {
  contractName: string;
  codeHash: string;
  runtimeBytes: number;
  deployGas: number;
}

/** Deploys what is compiled of the manifest's own source; null where that is not here. */
export async function measureCode(
  { network, artifacts }: Pick<HardhatRuntimeEnvironment, "network" | "artifacts">,
  { model, pinned }: ModelFacts,
): Promise<MeasuredCode | null> {
  const { verifier } = model.paths;
  const vouchedFor = pinned?.manifest?.verifierSha256;
  if (vouchedFor === undefined || !(await isFile(verifier)) || (await sha256File(verifier)) !== vouchedFor)
    return null;
  if (!(await artifacts.artifactExists(`${model.pascalName}Verifier`))) return null;
  const { contractName, codeHash, runtimeBytes, bytecode } = await verifierCode(artifacts, model);
  const chain = await network.create(MEASURING_NETWORK);
  try {
    const { gas } = await deployCode(chain.provider, bytecode);
    return { contractName, codeHash, runtimeBytes, deployGas: gas };
  } finally {
    await chain.close();
  }
}
