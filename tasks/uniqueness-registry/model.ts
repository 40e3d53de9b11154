import { codeOf } from "../../models/biometric-code/code.ts";
import type { ProofContext } from "../../src/artifacts/proof-file.ts";
import { checkOutput, openBuilt, type Built } from "../../src/pipeline/built.ts";
import { runCircuit } from "../../src/pipeline/holdout.ts";
import { checkInput, type InputData } from "../../src/pipeline/input.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import { proveModel } from "../../src/pipeline/prove.ts";
import { withScratch } from "../../src/pipeline/scratch.ts";
import { LazyEngine, type Workspace } from "../../src/pipeline/workspace.ts";

import { CODE_MODEL } from "./dapp.ts";

/** The model as it was built here. @throws NotBuiltError */
export async function openCodeModel(workspace: Workspace): Promise<Built> {
  return openBuilt(workspace, await loadModel(workspace.paths, CODE_MODEL));
}

/** The two arguments that every act with a proof begins with. */
export interface CodeProof {
  proof: string;
  instances: bigint[];
}

/** A model that codes and proves in one engine process. */
export interface CodeReader {
  /** Identity of the model as it is built here. */
  modelDigest: string;
  /** The circuit's own code of a capture, without a proof. @param capture 256 bytes */
  code(capture: Uint8Array): Promise<bigint>;
  /** A proof of that code for one account, registry and act. */
  prove(capture: Uint8Array, context: ProofContext): Promise<CodeProof>;
}

const WHERE = "the capture";

/** Runs `work` with the model, and ends its engine afterwards. @throws NotBuiltError */
export async function withCodeReader<T>(
  workspace: Workspace,
  work: (reader: CodeReader) => Promise<T>,
): Promise<T> {
  const built = await openCodeModel(workspace);
  const { model, settings, signature } = built;
  const engine = new LazyEngine(workspace, model.config.engine, model.name);
  try {
    return await work({
      modelDigest: built.manifest.modelDigest,
      code: async (capture) => {
        const input: InputData = [[...capture]];
        checkInput(input, signature, settings, WHERE);
        await checkOutput(built, "circuit", "circuit", model.paths.circuit);
        const [chunks = []] = await withScratch(model, async (scratch) =>
          runCircuit(model, await engine.get(), settings, input, scratch),
        );
        return codeOf(chunks.map(BigInt));
      },
      prove: async (capture, context) => {
        const request = { input: [[...capture]], where: WHERE, context };
        const { proof, instances } = await proveModel(workspace, model, request, engine.get);
        return { proof, instances };
      },
    });
  } finally {
    await engine.close();
  }
}
