import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { openBuilt } from "../../../src/pipeline/built.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { terminalReporter } from "../../ui/reporter.ts";
import { workspaceOf } from "../../workspace.ts";

import { deployVerifier } from "./deploy-verifier.ts";

interface DeployArguments {
  model: string;
  json: boolean;
}

const action: NewTaskActionFunction<DeployArguments> = async ({ model, json }, hre) =>
  showResult(json, async () => deploy(model, workspaceOf(hre.config, terminalReporter()), hre));

/** Deploys a model's verifier to the connected network and tells where it is. */
export async function deploy(
  name: string,
  workspace: Workspace,
  hre: Pick<HardhatRuntimeEnvironment, "network" | "artifacts">,
): Promise<TaskOutput> {
  const built = await openBuilt(workspace, await loadModel(workspace.paths, name));
  const connection = await hre.network.create();
  try {
    const deployed = await deployVerifier(workspace, built, connection, hre.artifacts);
    const { address, chainId, code, deploymentGas, verificationGas } = deployed;
    return {
      json: {
        model: name,
        contract: code.contractName,
        address,
        chainId,
        codeHash: code.codeHash,
        modelDigest: built.manifest.modelDigest,
        deploymentGas,
        verificationGas,
      },
      text: [
        MESSAGES.deployed(code.contractName, address, deploymentGas),
        ...(built.manifest.srs.kind === "dev" ? [MESSAGES.devSrs] : []),
      ].join("\n"),
    };
  } finally {
    await connection.close();
  }
}

export default action;
