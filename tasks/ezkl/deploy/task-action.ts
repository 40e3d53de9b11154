import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { relative } from "node:path";

import { openBuilt } from "../../../src/pipeline/built.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { placesFor } from "../../deployments/places.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { terminalReporter } from "../../ui/reporter.ts";
import { workspaceOf } from "../../workspace.ts";

import { deployVerifier, type DeployedVerifier } from "./deploy-verifier.ts";
import { publishSource } from "./publish-source.ts";

interface DeployArguments {
  model: string;
  verify: boolean;
  deployForgeableVerifierOnALiveChain: boolean;
  json: boolean;
}

const action: NewTaskActionFunction<DeployArguments> = async ({ json, ...args }, hre) =>
  showResult(json, async () => deploy(args, workspaceOf(hre.config, terminalReporter()), hre));

/** Deploys a model's verifier to the connected network and tells where it is. */
async function deploy(
  { model: name, verify, deployForgeableVerifierOnALiveChain: forgeable }: Omit<DeployArguments, "json">,
  workspace: Workspace,
  hre: HardhatRuntimeEnvironment,
): Promise<TaskOutput> {
  const built = await openBuilt(workspace, await loadModel(workspace.paths, name));
  const connection = await hre.network.create();
  const places = placesFor(hre.config, connection);
  try {
    const { artifacts } = hre;
    const deployed = await deployVerifier({ workspace, built, connection, artifacts, places, forgeable });
    const { address, chainId, code, deploymentGas, verificationGas, reused, devSrsOverride } = deployed;
    const source = verify ? await publishSource(hre, address, code.contractName) : undefined;
    const types = places && relative(hre.config.paths.root, places.types);
    return {
      json: {
        model: name,
        contract: code.contractName,
        ...{ address, chainId, codeHash: code.codeHash, modelDigest: built.manifest.modelDigest },
        ...{ deploymentGas, verificationGas, reused, devSrsOverride },
        ...(source === undefined ? {} : { published: source.published }),
      },
      text: [
        told(deployed),
        ...(types === undefined ? [] : [MESSAGES.recorded(chainId, types)]),
        ...(source === undefined ? [] : [source.note]),
        ...(devSrsOverride
          ? [MESSAGES.forgeable]
          : built.manifest.srs.kind === "dev"
            ? [MESSAGES.devSrs]
            : []),
      ],
    };
  } finally {
    await connection.close();
  }
}

function told({ reused, code, address, deploymentGas }: DeployedVerifier): string {
  return reused
    ? MESSAGES.deployedBefore(code.contractName, address)
    : MESSAGES.deployed(code.contractName, address, deploymentGas);
}

export default action;
