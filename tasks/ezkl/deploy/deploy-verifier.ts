import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { ArtifactManager } from "hardhat/types/artifacts";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { keccak256 } from "ethers";

import type { Deployment } from "../../../src/artifacts/deployments.ts";
import { isLocal } from "../../../src/deployments/local-chains.ts";
import { publishRecord } from "../../../src/deployments/record.ts";
import { readDeployments } from "../../../src/deployments/store.ts";
import { DevSrsError } from "../../../src/errors/deployment.ts";
import type { Built } from "../../../src/pipeline/built.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { deployingAccount } from "../../deployments/account.ts";
import { requireChain } from "../../deployments/chain.ts";
import { NO_ARGUMENTS } from "../../deployments/constructor-arguments.ts";
import { deployContract, type Landed } from "../../deployments/deploy-contract.ts";
import { recordOf } from "../../deployments/deploy-recorded.ts";
import { explainStop } from "../../deployments/explain.ts";
import type { DeploymentPlaces } from "../../deployments/places.ts";
import { requirePrecompiles } from "../../evm/precompiles.ts";
import { requireDeployable, verifierCode, type VerifierCode } from "../../verifier-code.ts";

import { checkDeployed } from "./check-deployed.ts";
import { requireManifest } from "./check-files.ts";
import { proveSample } from "./sample-proof.ts";

/** Where a verifier goes to, and what from. */
export interface VerifierOrder {
  workspace: Workspace;
  built: Built;
  connection: NetworkConnection<ChainType | string>;
  artifacts: ArtifactManager;
  /** None on a chain that ends with the process. */
  places?: DeploymentPlaces | undefined;
  /** Who deploys; the network's first account unless given. */
  from?: HardhatEthersSigner;
  /** Lets a verifier whose proofs can be forged go to a live chain, marked as such. */
  forgeable?: boolean;
}

export interface DeployedVerifier {
  address: string;
  chainId: bigint;
  code: VerifierCode;
  /** 0 when it was there already. */
  deploymentGas: bigint;
  /** Estimated for a transaction that only verifies. */
  verificationGas: bigint;
  /** It was recorded already and is still there: nothing was sent. */
  reused: boolean;
  /** It is forgeable, on a live chain. */
  devSrsOverride: boolean;
}

/**
 * Deploys a verifier, unless the same one is recorded and there. Before anything is signed: chain id, code size, SRS, precompiles, files, account,
 * balance. After: code hash, one good and several bad proofs by eth_call. Only then it is recorded.
 * @throws DevSrsError, PrecompilesError, DeploymentCheckError and the errors of `requireDeployable`, `requireChain`, `requireManifest`, `deployContract`
 */
export async function deployVerifier(order: VerifierOrder): Promise<DeployedVerifier> {
  const { workspace, built, connection, artifacts, places } = order;
  const { model, manifest } = built;
  const code = await verifierCode(artifacts, model);
  requireDeployable(code);
  try {
    const chainId = await requireChain(connection);
    const devSrsOverride = manifest.srs.kind === "dev" && !isLocal(chainId);
    if (devSrsOverride && order.forgeable !== true) throw new DevSrsError(model.name, chainId);
    await requirePrecompiles(connection.provider, connection.networkName);
    await requireManifest(built);
    const sample = await proveSample(workspace, built, chainId);
    const recorded = await recordedVerifier(order, code, chainId);
    const landed = recorded === undefined ? await send(order, code, chainId) : undefined;
    const address = recorded ?? landed?.address ?? "";
    const verificationGas = await checkDeployed(connection, address, code.codeHash, sample);
    if (landed !== undefined && places !== undefined) {
      const deployment = await deploymentOf(order, code, landed, devSrsOverride);
      await publishRecord(places, chainId, model.name, deployment);
    }
    return {
      ...{ address, chainId, code, verificationGas, devSrsOverride },
      deploymentGas: landed?.gas ?? 0n,
      reused: recorded !== undefined,
    };
  } catch (error) {
    throw await explainStop(error, code.contractName);
  }
}

async function send(order: VerifierOrder, code: VerifierCode, chainId: bigint): Promise<Landed> {
  const { connection, artifacts, places } = order;
  const from = await deployingAccount(connection, chainId, order.from);
  const { contractName: contract, codeHash } = code;
  const id = `ezkl-${chainId}-${contract}-${codeHash.slice(2, 18)}`;
  return deployContract({ connection, chainId, artifacts, places, from, contract, id, args: NO_ARGUMENTS });
}

/** The address on record, when this very verifier stands there. */
async function recordedVerifier(
  { places, built, connection }: VerifierOrder,
  { codeHash }: VerifierCode,
  chainId: bigint,
): Promise<string | undefined> {
  if (places === undefined) return undefined;
  const recorded = (await readDeployments(places.records, chainId))[built.model.name];
  if (recorded?.codeHash !== codeHash) return undefined;
  const found = await connection.ethers.provider.getCode(recorded.address);
  return keccak256(found) === codeHash ? recorded.address : undefined;
}

async function deploymentOf(
  { built, artifacts }: VerifierOrder,
  { contractName, codeHash }: VerifierCode,
  landed: Landed,
  devSrsOverride: boolean,
): Promise<Deployment> {
  const { modelDigest, srs } = built.manifest;
  const { abi } = await artifacts.readArtifact(contractName);
  return {
    ...recordOf(contractName, abi, codeHash, landed),
    modelDigest,
    srs: { kind: srs.kind, ceremony: srs.ceremony, sha256: srs.sha256 },
    ...(devSrsOverride ? { devSrsOverride: true as const } : {}),
  };
}
