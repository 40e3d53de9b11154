import type { Features } from "../../models/singing-judge/audio/features.ts";
import type { Melody } from "../../models/singing-judge/melody/melody.ts";
import type { ProofContext, ProofFile } from "../../src/artifacts/proof-file.ts";
import { checkOutput, openBuilt, type Built } from "../../src/pipeline/built.ts";
import { runCircuit } from "../../src/pipeline/holdout.ts";
import { checkInput } from "../../src/pipeline/input.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import { proveModel } from "../../src/pipeline/prove.ts";
import { withScratch } from "../../src/pipeline/scratch.ts";
import { LazyEngine, type Workspace } from "../../src/pipeline/workspace.ts";
import { proofFileOf } from "../connection/proof-file.ts";

import { JUDGE, judgeInput, rawToWad } from "./judge-input.ts";

/** The judge as it was built here. @throws NotBuiltError */
export async function openJudge(workspace: Workspace): Promise<Built> {
  return openBuilt(workspace, await loadModel(workspace.paths, JUDGE));
}

/** A judge that listens and proves in one engine process. */
export interface ListeningJudge {
  /** Identity of the model as it is built here. */
  modelDigest: string;
  /** The circuit's own score, without a proof: 1e18 is perfect, may be 0 or below; not capped. */
  score(features: Features, melody: Melody): Promise<bigint>;
  /** A proof of that score for one account, contest, ticket and recording. */
  prove(features: Features, melody: Melody, context: ProofContext): Promise<ProofFile>;
}

/** Runs `work` with a judge, and ends its engine afterwards. @throws NotBuiltError */
export async function withJudge<T>(
  workspace: Workspace,
  work: (judge: ListeningJudge) => Promise<T>,
): Promise<T> {
  const built = await openJudge(workspace);
  const { model, settings, signature } = built;
  const engine = new LazyEngine(workspace, model.config.engine, model.name);
  try {
    return await work({
      modelDigest: built.manifest.modelDigest,
      score: async (features, melody) => {
        const input = judgeInput(features, melody);
        checkInput(input, signature, settings, "the recording's features");
        await checkOutput(built, "circuit", "circuit", model.paths.circuit);
        const outputs = await withScratch(model, async (scratch) =>
          runCircuit(model, await engine.get(), settings, input, scratch),
        );
        return toWad(outputs[0]?.[0] ?? 0, settings.model_output_scales[0] ?? 0);
      },
      prove: async (features, melody, context) => {
        const input = judgeInput(features, melody);
        const where = "the recording's features";
        return proofFileOf(await proveModel(workspace, model, { input, where, context }, engine.get));
      },
    });
  } finally {
    await engine.close();
  }
}

/** As the contract counts: raw / 2^scale with 18 decimals, rounded down. @param value a multiple of 2^-scale */
export function toWad(value: number, scale: number): bigint {
  return rawToWad(BigInt(value * 2 ** scale), scale);
}
