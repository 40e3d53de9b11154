import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { parseInput } from "../../../src/artifacts/input.ts";
import { DeploymentCheckError, DevSrsError } from "../../../src/errors/deployment.ts";
import type { Built } from "../../../src/pipeline/built.ts";
import { readTextRequired } from "../../../src/pipeline/files.ts";
import { openProver } from "../../../src/pipeline/open-prover.ts";
import { proveModel, type ProofResult } from "../../../src/pipeline/prove.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { chainIdOf, resolveContext } from "../../connection/context.ts";
import { askVerifier } from "../../on-chain.ts";
import { requireDeployable, verifierCode, type VerifierCode } from "../../verifier-code.ts";

/** Chain ids of development nodes: Hardhat's and anvil's, and geth's and Ganache's. */
const LOCAL_CHAINS: readonly bigint[] = [31337n, 1337n];

export interface DeployedVerifier {
  address: string;
  chainId: bigint;
  code: VerifierCode;
  deploymentGas: bigint;
  /** Estimated for a transaction that only verifies. */
  verificationGas: bigint;
}

/**
 * Deploys a verifier: checks before (code size, SRS), then a good and two bad proofs by eth_call before the address is told.
 * @param from who deploys; the network's first account unless given
 * @throws DevSrsError, DeploymentCheckError and the errors of `requireDeployable`
 */
export async function deployVerifier(
  workspace: Workspace,
  built: Built,
  connection: NetworkConnection<ChainType | string>,
  artifacts: HardhatRuntimeEnvironment["artifacts"],
  from?: HardhatEthersSigner,
): Promise<DeployedVerifier> {
  const code = await verifierCode(artifacts, built.model);
  requireDeployable(code);
  const chainId = await chainIdOf(connection);
  if (built.manifest.srs.kind === "dev" && !LOCAL_CHAINS.includes(chainId))
    throw new DevSrsError(built.model.name, chainId);
  const sample = await proveSample(workspace, built, chainId);
  const contract = await connection.ethers.deployContract(code.contractName, [], from);
  const receipt = await contract.deploymentTransaction()?.wait();
  const address = await contract.getAddress();
  const verificationGas = await checkDeployment(connection, address, code.codeHash, sample);
  return { address, chainId, code, deploymentGas: receipt?.gasUsed ?? 0n, verificationGas };
}

/** A proof of the sample input, for nobody: good enough to see the contract accept it. */
async function proveSample(workspace: Workspace, built: Built, chainId: bigint): Promise<ProofResult> {
  const { model } = built;
  const nobody = "0x0000000000000000000000000000000000000000";
  const context = model.config.context
    ? await resolveContext({ consumer: nobody, account: nobody, scope: 0 }, chainId)
    : undefined;
  const { input_data: input } = parseInput(
    await readTextRequired(model.paths.input, "the sample input"),
    model.paths.input,
  );
  const prover = openProver(workspace, model, "native");
  try {
    return await proveModel(workspace, model, { input, where: model.paths.input, context }, prover.get);
  } finally {
    await prover.close();
  }
}

async function checkDeployment(
  connection: NetworkConnection<ChainType | string>,
  address: string,
  codeHash: string,
  { proof, instances }: ProofResult,
): Promise<bigint> {
  const good = await askVerifier(connection, address, codeHash, { proof, instances });
  if (!good.codeMatches) throw new DeploymentCheckError(address, "its code is not the compiled verifier's");
  if (!good.accepted) throw new DeploymentCheckError(address, `it refuses a good proof (${good.reason})`);
  const last = proof.at(-1) === "0" ? "1" : "0";
  const flipped = `${proof.slice(0, -1)}${last}` as const;
  const bad = [
    { proof: flipped as `0x${string}`, instances },
    { proof, instances: instances.map((felt, index) => (index === 0 ? felt ^ 1n : felt)) },
  ];
  for (const forged of bad) {
    const { accepted } = await askVerifier(connection, address, codeHash, forged);
    if (accepted) throw new DeploymentCheckError(address, "it accepts a forged proof");
  }
  return good.gas;
}
