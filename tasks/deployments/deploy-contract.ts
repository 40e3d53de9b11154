import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ArtifactManager } from "hardhat/types/artifacts";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { join } from "node:path";

import { HardhatArtifactResolver } from "@nomicfoundation/hardhat-ignition/helpers";
import { buildModule, deploy, DeploymentResultType, type ArgumentType } from "@nomicfoundation/ignition-core";
import type { Result } from "ethers";

import { isLocal } from "../../src/deployments/local-chains.ts";
import { DeploymentStoppedError } from "../../src/errors/deployment.ts";
import { withLock } from "../../src/pipeline/lock.ts";

import { chooseArguments } from "./choose-arguments.ts";
import { decodeArguments, type ConstructorArguments } from "./constructor-arguments.ts";
import { explainStop, reasonOf } from "./explain.ts";
import { readProgress } from "./journal.ts";
import type { DeploymentPlaces } from "./places.ts";
import { resume } from "./resume.ts";
import { watchedProvider } from "./watch.ts";

/** As many blocks on top as Ignition waits for by default on a live chain. */
const LIVE_CONFIRMATIONS = 5;

export interface Order {
  connection: NetworkConnection<ChainType | string>;
  chainId: bigint;
  artifacts: ArtifactManager;
  /** None on a chain that ends with the process: there is nothing to go on with. */
  places?: DeploymentPlaces | undefined;
  from: HardhatEthersSigner;
  contract: string;
  /** Ignition's name for this deployment: it tells one from the next of the same contract. */
  id: string;
  args: ConstructorArguments;
}

export interface Landed {
  address: string;
  transactionHash: string;
  blockNumber: number;
  gas: bigint;
  /** What its constructor was given. */
  args: Result;
}

/**
 * Deploys a contract through an Ignition module, exactly once: whatever an earlier run was stopped by, this one goes on from there.
 * @throws DeploymentStoppedError, DeploymentFundsError, DeploymentPendingError, NonceGapError, LostTransactionError, ChainIdError
 */
export async function deployContract(order: Order): Promise<Landed> {
  const { places, contract, id, from } = order;
  const directory = places && join(places.journals, id);
  const work =
    directory === undefined
      ? ignite(order, undefined)
      : withLock(`${directory}.lock`, async () => ignite(order, directory));
  return work.catch(async (error: unknown) => {
    throw await explainStop(error, contract, from);
  });
}

async function ignite(order: Order, directory: string | undefined): Promise<Landed> {
  const { connection, chainId, artifacts, contract, from } = order;
  const provider = watchedProvider(connection, chainId);
  const local = isLocal(chainId);
  const confirmations = local ? 1 : LIVE_CONFIRMATIONS;
  const { provider: ethers } = connection.ethers;
  if (directory !== undefined) await resume({ contract, directory, ethers, provider, confirmations, local });
  const { abi } = await artifacts.readArtifact(contract);
  const args = decodeArguments(abi, await chooseArguments(order, directory));
  const result = await deploy({
    provider,
    deploymentDir: directory,
    artifactResolver: new HardhatArtifactResolver(artifacts),
    ignitionModule: buildModule(contract, (module) => ({
      contract: module.contract(contract, args.toArray(true) as ArgumentType[]),
    })),
    deploymentParameters: {},
    accounts: [from.address],
    config: { requiredConfirmations: confirmations, ...pollingOf(chainId) },
    ...connection.networkConfig.ignition,
  });
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT)
    throw new DeploymentStoppedError(contract, reasonOf(result));
  const address = result.contracts[`${contract}#${contract}`]?.address ?? "";
  const transactionHash =
    (directory === undefined ? undefined : await hashIn(directory)) ?? provider.sent.at(-1) ?? "";
  const receipt = await ethers.getTransactionReceipt(transactionHash);
  if (receipt === null)
    throw new DeploymentStoppedError(contract, `${transactionHash} has no receipt any more`);
  return { address, transactionHash, blockNumber: receipt.blockNumber, gas: receipt.gasUsed, args };
}

async function hashIn(directory: string): Promise<string | undefined> {
  const progress = await readProgress(directory);
  return progress?.stage === "deployed" ? progress.hash : undefined;
}

/** Development nodes answer at once. */
function pollingOf(chainId: bigint): { blockPollingInterval?: number; retryInterval?: number } {
  return isLocal(chainId) ? { blockPollingInterval: 100, retryInterval: 100 } : {};
}
