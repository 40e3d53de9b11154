import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { ChainType, NetworkConnection } from "hardhat/types/network";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { parseInput } from "../../../src/artifacts/input.ts";
import { DeploymentCheckError, DevSrsError } from "../../../src/errors/deployment.ts";
import { openBuilt, type Built } from "../../../src/pipeline/built.ts";
import { readTextRequired } from "../../../src/pipeline/files.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import { openProver } from "../../../src/pipeline/open-prover.ts";
import { proveModel, type ProofResult } from "../../../src/pipeline/prove.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { chainIdOf, resolveContext } from "../../connection/context.ts";
import { askVerifier } from "../../on-chain.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { terminalReporter } from "../../ui/reporter.ts";
import { requireDeployable, verifierCode } from "../../verifier-code.ts";
import { workspaceOf } from "../../workspace.ts";

/** Chain ids of development nodes: Hardhat's and anvil's, and geth's and Ganache's. */
const LOCAL_CHAINS: readonly bigint[] = [31337n, 1337n];

interface DeployArguments {
  model: string;
  json: boolean;
}

const action: NewTaskActionFunction<DeployArguments> = async ({ model, json }, hre) =>
  showResult(json, async () => deploy(model, workspaceOf(hre.config, terminalReporter()), hre));

/** Deploys a verifier: checks before (code size, SRS), then a good and two bad proofs by eth_call before the address is told. */
export async function deploy(
  name: string,
  workspace: Workspace,
  hre: Pick<HardhatRuntimeEnvironment, "network" | "artifacts">,
): Promise<TaskOutput> {
  const built = await openBuilt(workspace, await loadModel(workspace.paths, name));
  const code = await verifierCode(hre.artifacts, built.model);
  requireDeployable(code);
  const connection = await hre.network.create();
  try {
    const chainId = await chainIdOf(connection);
    if (built.manifest.srs.kind === "dev" && !LOCAL_CHAINS.includes(chainId))
      throw new DevSrsError(name, chainId);
    const sample = await proveSample(workspace, built, chainId);
    const contract = await connection.ethers.deployContract(code.contractName);
    const receipt = await contract.deploymentTransaction()?.wait();
    const address = await contract.getAddress();
    const gas = await checkDeployment(connection, address, code.codeHash, sample);
    const deployed = { address, chainId, codeHash: code.codeHash, modelDigest: built.manifest.modelDigest };
    return {
      json: {
        model: name,
        contract: code.contractName,
        ...deployed,
        deploymentGas: receipt?.gasUsed ?? 0n,
        verificationGas: gas,
      },
      text: [
        MESSAGES.deployed(code.contractName, address, receipt?.gasUsed ?? 0n),
        ...(built.manifest.srs.kind === "dev" ? [MESSAGES.devSrs] : []),
      ].join("\n"),
    };
  } finally {
    await connection.close();
  }
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

export default action;
