import { parseInput } from "../../../src/artifacts/input.ts";
import type { Built } from "../../../src/pipeline/built.ts";
import { readTextRequired } from "../../../src/pipeline/files.ts";
import { openProver } from "../../../src/pipeline/open-prover.ts";
import { proveModel, type ProofResult } from "../../../src/pipeline/prove.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { resolveContext } from "../../connection/context.ts";

/** A proof of the sample input, for nobody: good enough to see the contract accept it. */
export async function proveSample(workspace: Workspace, built: Built, chainId: bigint): Promise<ProofResult> {
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
