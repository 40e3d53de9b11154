import { expect } from "chai";

import { readOnnxSignature } from "../../../src/onnx/signature.ts";
import { readRequired } from "../../../src/pipeline/files.ts";
import { withScratch } from "../../../src/pipeline/scratch.ts";
import { specOf, type Numeric } from "../../../src/tune/circuit-spec.ts";
import { Clock } from "../../../src/tune/clock.ts";
import { Evaluator, type Accurate } from "../../../src/tune/evaluate.ts";
import { loadHoldout } from "../../../src/tune/holdout.ts";
import { Journal } from "../../../src/tune/journal.ts";
import { Lab } from "../../../src/tune/lab.ts";
import { decompositions } from "../../../src/tune/layouts.ts";
import { useSandbox } from "../pipeline/fixture.ts";
import { Sandbox } from "../pipeline/sandbox.ts";

const GRAPH = "network.onnx";

describe("a numeric part on the hold-out", function () {
  this.timeout(180_000);
  const sandbox = useSandbox(async () => Sandbox.make());

  const withEvaluator = async (work: (evaluator: Evaluator, lab: Lab, inputs: string[]) => Promise<void>) => {
    await sandbox().write("tiny", { context: false, runArgs: {} });
    const [workspace, model] = [sandbox().workspace, await sandbox().model("tiny")];
    const signature = readOnnxSignature(await readRequired(model.paths.onnx, "the model"), GRAPH);
    await withScratch(model, async (scratch) => {
      const lab = new Lab(workspace, model, scratch, new Map([[GRAPH, model.paths.onnx]]));
      const clock = new Clock(60);
      const holdout = await loadHoldout(workspace, model, signature, [], 1);
      const inputs = await lab.writeInputs(holdout.samples);
      const path = lab.path("journal.jsonl");
      const journal = await Journal.open({ path, identity: "", objective: "gas", resume: true, clock });
      const fixed = { model, lab, journal, clock, holdout, metric: "max" } as const;
      try {
        await work(new Evaluator({ ...fixed, inputs, variables: [] }), lab, inputs);
      } finally {
        await lab.close();
      }
    });
  };
  const at = (inputScale: number, paramScale: number): Numeric => ({
    ...{ graph: GRAPH, engine: "21.0.0", inputScale, paramScale, scaleRebaseMultiplier: 10 },
    ...{ rebaseFracZeroConstants: false, boundedLogLookup: false },
  });

  it("has the smallest range that holds every value, whatever base and legs it is cut into", async () => {
    await withEvaluator(async (evaluator, lab, inputs) => {
      for (const numeric of [at(7, 7), at(4, 9), at(11, 2)]) {
        const evaluation = (await evaluator.scan(numeric, undefined)) as Accurate;
        expect(evaluation.ok).to.equal(true);
        const bits = (await evaluator.bits(numeric, evaluation)) ?? expect.fail("no range");
        expect(await evaluator.holds(numeric, bits)).to.equal(true);
        expect(await evaluator.holds(numeric, bits - 1)).to.equal(false);
        const witnessed = async (decompBase: number, decompLegs: number): Promise<boolean> => {
          const layout = {
            decompBase,
            decompLegs,
            innerColumns: 1,
            logrows: 17,
            lookupRange: [-1, 1],
          } as const;
          const spec = specOf(numeric, layout, []);
          const compiled = await lab.compile(spec);
          if (!compiled.ok) expect.fail(compiled.reason);
          const probed = await lab.probe(spec, compiled.value.circuit, inputs);
          return probed.ok && probed.value.failure === null;
        };
        for (const { base, legs } of decompositions(bits))
          expect(await witnessed(base, legs), `${base}^${legs} for ${bits} bits`).to.equal(true);
        // Lowering the base, by halves, until a value does not fit any more: it held at least half of 2^bits.
        let holds = decompositions(bits).find(({ legs }) => legs === 2)?.base ?? expect.fail("no two legs");
        let fails = 1;
        while (fails + 1 < holds) {
          const base = (fails + holds) >> 1;
          if (await witnessed(base, 2)) holds = base;
          else fails = base;
        }
        expect(holds ** 2).to.be.above(2 ** (bits - 1));
      }
    });
  });

  it("stops at the first samples that violate the constraint", async () => {
    await withEvaluator(async (evaluator) => {
      const constraint = { metric: "max", limit: 1e-6, basis: "" } as const;
      const coarse = await evaluator.scan(at(2, 2), constraint);
      expect(coarse).to.include({ ok: false });
      expect(coarse.error?.maxAbs).to.be.above(1e-6);
    });
  });

  it("is not begun when its share of the time is over, but what is on record is found", async () => {
    await withEvaluator(async (evaluator) => {
      const constraint = { metric: "max", limit: 1, basis: "" } as const;
      const known = await evaluator.scan(at(7, 7), constraint);
      expect(await evaluator.scan(at(7, 7), constraint, 0)).to.deep.equal(known);
      expect(await evaluator.scan(at(6, 6), constraint, 0)).to.equal(undefined);
    });
  });

  it("that the engine does not get through is a result with its reason", async () => {
    await withEvaluator(async (evaluator) => {
      const found = await evaluator.scan({ ...at(7, 7), graph: "missing.onnx" }, undefined);
      expect(found).to.include({ ok: false, error: null });
      expect(found.ok ? "" : found.reason).to.match(/^EZKL_ENGINE_/);
    });
  });
});
