import { expect } from "chai";

import { foundIn } from "../../../bench/compare/search.ts";
import type { TuningCandidate, TuningRecord } from "../../../src/artifacts/tuning-record.ts";

const ERROR = { maxAbs: 0.1, mae: 0.01, agreement: 1 };

function candidate(id: number, said: Partial<TuningCandidate> = {}): TuningCandidate {
  return {
    id,
    graph: "network.onnx",
    engine: "21.0.0",
    runArgs: { logrows: id },
    error: ERROR,
    ...said,
  } as TuningCandidate;
}

/** A record as far as the benchmark reads it. */
function record(
  chosen: number | null,
  candidates: TuningCandidate[],
  baseline: number | null = null,
): TuningRecord {
  const constraint = { metric: "max", limit: 0.5, basis: "" };
  return {
    chosen,
    candidates,
    baseline,
    constraint,
    holdout: { samples: 32 },
    spentSeconds: 20,
  } as TuningRecord;
}

describe("bench search", () => {
  it("takes each objective's own choice, and the rewritten graph with it", () => {
    const rewritten = candidate(8, { graph: "tuned.onnx", engine: "23.0.5" });
    const bytes = Uint8Array.of(1, 2);
    const records = { prove: record(7, [candidate(7)]), gas: record(8, [candidate(7), rewritten]) };
    const { choices, search } = foundIn(records, { "tuned.onnx": bytes });
    expect(choices.prove).to.deep.equal({
      ...{ engine: "21.0.0", graph: "network.onnx", runArgs: { logrows: 7 }, error: ERROR },
    });
    expect(choices.gas).to.include({ engine: "23.0.5", graph: "tuned.onnx", rewritten: bytes });
    expect(search).to.deep.equal({
      seconds: 40,
      candidates: 2,
      metric: "max",
      limit: 0.5,
      holdoutSamples: 32,
    });
  });

  it("says why nothing is chosen, and what the defaults' error is", () => {
    const refused = candidate(1, { status: "refused", reason: "a verifier of 30000 bytes" });
    const nothing = record(null, [candidate(0), refused], 0);
    const { choices, defaults } = foundIn({ prove: nothing, gas: nothing }, {});
    expect(choices.prove).to.match(/no candidate is chosen: a verifier of 30000 bytes/);
    expect(defaults).to.deep.equal({ "21.0.0": ERROR });
  });
});
