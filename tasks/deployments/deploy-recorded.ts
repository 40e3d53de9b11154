import type { Abi, ArtifactManager } from "hardhat/types/artifacts";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { z } from "zod";

import type { Deployment } from "../../src/artifacts/deployments.ts";
import { publishRecord } from "../../src/deployments/record.ts";

import { requireBuiltCode } from "./built-code.ts";
import { deployContract, type Landed } from "./deploy-contract.ts";
import type { DeploymentPlaces } from "./places.ts";
import type { Undertaking } from "./undertaking.ts";

export interface RecordedOrder {
  connection: NetworkConnection<ChainType | string>;
  chainId: bigint;
  artifacts: ArtifactManager;
  places: DeploymentPlaces;
  from: HardhatEthersSigner;
  contract: string;
  /** What its constructor takes as of this moment. */
  args: () => Promise<readonly unknown[]>;
}

/**
 * Deploys a contract of an undertaking, once, compares it with what was compiled, and records it under its name in Solidity.
 * @throws DeploymentCheckError and the errors of `deployContract`
 */
export async function deployRecorded(order: RecordedOrder, undertaking: Undertaking): Promise<Landed> {
  const { connection, chainId, artifacts, places, contract } = order;
  const landed = await deployContract({
    ...order,
    id: await undertaking.deploymentId(contract),
    args: {
      now: order.args,
      kept: async () => undertaking.kept(contract, z.string()),
      keep: async (encoded) => undertaking.keep(contract, encoded),
    },
  });
  const artifact = await artifacts.readArtifact(contract);
  const codeHash = await requireBuiltCode(connection.ethers.provider, landed.address, artifact);
  await publishRecord(places, chainId, contract, recordOf(contract, artifact.abi, codeHash, landed));
  return landed;
}

/** What is recorded of any contract. */
export function recordOf(
  contract: string,
  abi: Abi,
  codeHash: string,
  { address, transactionHash, blockNumber }: Landed,
): Deployment {
  return {
    ...{ contract, address, codeHash, transactionHash, blockNumber },
    deployedAt: new Date().toISOString(),
    abi: abi as unknown as Deployment["abi"],
  };
}
