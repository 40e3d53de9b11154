import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Page } from "playwright-core";

import { openBuilt } from "../../src/pipeline/built.ts";
import { engineInput, readInput } from "../../src/pipeline/input.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import { openProver } from "../../src/pipeline/open-prover.ts";
import { withScratch, writeScratch } from "../../src/pipeline/scratch.ts";
import type { Workspace } from "../../src/pipeline/workspace.ts";
import type { Asked } from "../../web/prover-page/asked.ts";
import type { ModelName, ProofWanted } from "../../web/src/prover/types.ts";

import { BenchSideError } from "../errors.ts";
import { interleave } from "../overhead/interleave.ts";

declare const asked: Asked;

export type SideName = "native" | "page";

export interface Measured {
  model: ModelName;
  k: number;
  pkBytes: number;
  /** Witness, proof and verification by an engine that runs already, in the order of the runs. */
  seconds: Record<SideName, number[]>;
  /** From the click on a page with nothing kept to the checked proof: download and, where it is made here, the key. */
  firstSeconds: number;
}

const ZERO = `0x${"00".repeat(20)}`;
const CONTEXT = { chainId: "31337", consumer: ZERO, account: ZERO, scope: `0x${"00".repeat(32)}` };

/** Measures one model on both sides in turn, after one proof on each that is not in the comparison. */
export async function measure(
  workspace: Workspace,
  page: Page,
  name: ModelName,
  runs: number,
  onRun: (side: SideName, run: number, seconds: number) => void,
): Promise<Measured> {
  const model = await loadModel(workspace.paths, name);
  const built = await openBuilt(workspace, model);
  const { input_data: input } = readInput(await readFile(model.paths.input, "utf8"), model.paths.input);
  const native = openProver(workspace, model, "native");
  try {
    return await withScratch(model, async (scratch) => {
      const { paths } = model;
      const data = await writeScratch(scratch, "input.json", engineInput(model, input, undefined));
      const [witness, proof] = [join(scratch, "witness.json"), join(scratch, "proof.json")];
      const proveNatively = async (): Promise<void> => {
        const prover = await native.get();
        await prover.witness({ circuit: paths.circuit, input: data, witness });
        await prover.prove({ circuit: paths.circuit, witness, pk: paths.pk, srs: built.srs.path, proof });
        const files = { proof, settings: paths.settings, vk: paths.vk, srs: built.srs.path };
        if (!(await prover.verify(files)))
          throw new BenchSideError("native", name, "the proof does not verify");
      };
      const proveInPage = async (): Promise<{ seconds: number; whole: number }> => {
        const wanted: ProofWanted = { model: name, input, context: CONTEXT };
        const made = await page.evaluate(async (asking) => asked.prove(asking), wanted);
        if (made.result === undefined) throw new BenchSideError("page", name, made.refused ?? "no proof");
        return { seconds: made.result.seconds, whole: made.seconds };
      };
      await proveNatively();
      const firstSeconds = (await proveInPage()).whole;
      const seconds = await interleave<SideName>(
        runs,
        [
          { name: "native", run: proveNatively },
          { name: "page", run: async () => (await proveInPage()).seconds },
        ],
        onRun,
      );
      const pkBytes = built.state["keys"]?.outputs["pk"]?.bytes ?? Number.NaN;
      return { model: name, k: built.settings.run_args.logrows, pkBytes, seconds, firstSeconds };
    });
  } finally {
    await native.close();
  }
}
