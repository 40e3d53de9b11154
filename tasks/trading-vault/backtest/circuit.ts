import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { parseWitness } from "../../../src/artifacts/witness.ts";
import { feltFromLe } from "../../../src/field/felt.ts";
import { feltToSigned } from "../../../src/field/signed.ts";
import { checkOutput, type Built } from "../../../src/pipeline/built.ts";
import { engineInput } from "../../../src/pipeline/input.ts";
import { openProver } from "../../../src/pipeline/open-prover.ts";
import { withScratch, writeScratch } from "../../../src/pipeline/scratch.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";

/** What a proof of a window would show. */
export interface CircuitAnswer {
  /** The returns as the circuit holds them, in 2^-16. */
  returns: bigint[];
  /** In 2^-(the output's scale). */
  allocation: bigint;
}

/** The circuit's answers: the engine's own witness of each window, without proofs. */
export async function circuitAnswers(
  workspace: Workspace,
  built: Built,
  windows: readonly (readonly number[])[],
): Promise<CircuitAnswer[]> {
  const { model } = built;
  await checkOutput(built, "circuit", "circuit", model.paths.circuit);
  const prover = openProver(workspace, model, "native");
  try {
    const engine = await prover.get();
    return await withScratch(model, async (scratch) => {
      const witness = join(scratch, "witness.json");
      const answers: CircuitAnswer[] = [];
      for (const window of windows) {
        const input = await writeScratch(scratch, "input.json", engineInput(model, [window], undefined));
        await engine.witness({ circuit: model.paths.circuit, input, witness });
        const { inputs, outputs } = parseWitness(await readFile(witness, "utf8"), witness);
        const [returns = [], [allocation] = []] = [inputs[0], outputs[0]];
        answers.push({
          returns: returns.map((felt) => feltToSigned(feltFromLe(felt))),
          allocation: feltToSigned(feltFromLe(allocation!)),
        });
      }
      return answers;
    });
  } finally {
    await prover.close();
  }
}
