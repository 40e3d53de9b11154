import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { openBuilt } from "../../../src/pipeline/built.ts";
import { readTextRequired } from "../../../src/pipeline/files.ts";
import { loadModel } from "../../../src/pipeline/model.ts";
import { openProver } from "../../../src/pipeline/open-prover.ts";
import { checkProofOrigin, loadProof, verifyNatively } from "../../../src/pipeline/verify.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { decodeStatement } from "../../../src/statement/decode.ts";
import { printableStatement } from "../../../src/statement/print.ts";
import { askVerifier, type OnChainVerdict } from "../../on-chain.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { keyValueTable } from "../../ui/table.ts";
import { terminalReporter } from "../../ui/reporter.ts";
import { verifierCode } from "../../verifier-code.ts";
import { workspaceOf } from "../../workspace.ts";

interface VerifyArguments {
  model: string;
  proof?: string;
  address?: string;
  json: boolean;
}

const action: NewTaskActionFunction<VerifyArguments> = async ({ json, ...args }, hre) =>
  showResult(json, async () => verify(args, workspaceOf(hre.config, terminalReporter()), hre));

export async function verify(
  { model: name, proof: file, address }: Omit<VerifyArguments, "json">,
  workspace: Workspace,
  hre: Pick<HardhatRuntimeEnvironment, "network" | "artifacts">,
): Promise<TaskOutput> {
  const model = await loadModel(workspace.paths, name);
  if (file === undefined)
    throw new InputInvalidError("--proof", "no proof file was given", "give --proof FILE");
  const loaded = loadProof(await readTextRequired(file, "the proof file"), file);
  const built = await openBuilt(workspace, model);
  checkProofOrigin(loaded, built, file);

  const prover = openProver(workspace, model, "native");
  const native = await (async () => verifyNatively(built, loaded, await prover.get(), file))().finally(
    async () => prover.close(),
  );
  let onChain: OnChainVerdict | undefined;
  if (address !== undefined) {
    const connection = await hre.network.create();
    try {
      const { codeHash } = await verifierCode(hre.artifacts, model);
      onChain = await askVerifier(connection, address, codeHash, loaded);
    } finally {
      await connection.close();
    }
  }

  const lines = [native ? MESSAGES.accepted("the engine") : MESSAGES.rejected("the engine")];
  if (onChain !== undefined) {
    const where = `${address} on chain ${onChain.chainId}`;
    lines.push(
      onChain.accepted
        ? `${MESSAGES.accepted(where)} (${onChain.gas} gas)`
        : `${MESSAGES.rejected(where)}: ${onChain.reason}`,
    );
  }
  // What a rejected proof says is worth nothing, and may not even decode.
  const accepted = native && (onChain?.accepted ?? true);
  const statement = accepted ? printableStatement(decodeStatement(built.layout, loaded.instances)) : null;
  return {
    json: { model: name, native, onChain: onChain ?? null, statement },
    text: [...(statement === null ? [] : [keyValueTable(statement)]), ...lines],
    failed: !accepted,
  };
}

export default action;
