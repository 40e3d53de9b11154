import type { Row, Side, SideFigures, SideName } from "../../../bench/compare/row.ts";

/** Figures of a side, all 1 but for what is said. */
export function figures(said: Partial<SideFigures> = {}): SideFigures {
  return {
    engine: "21.0.0",
    k: 10,
    rows: 1,
    proveSeconds: 1,
    setupSeconds: 1,
    witnessSeconds: 1,
    pkBytes: 1,
    peakBytes: 1,
    proofBytes: 1,
    gas: 1,
    deployGas: 1,
    verifierBytes: 1,
    rendering: "engine",
    ecMul: 1,
    floorGas: 1,
    gasOverFloor: 1,
    error: null,
    every: { prove: [1], setup: [1], witness: [1] },
    ...said,
  };
}

/** A row whose sides are all figures of 1 but for what is said. */
export function row(
  model: string,
  said: Partial<Record<SideName, Side>> = {},
  search: Row["search"] = null,
): Row {
  return {
    model,
    key: model,
    onnxSha256: "",
    measuredAt: "",
    search,
    sides: {
      "bare 21.0.0": figures(),
      "bare 23.0.5": figures({ engine: "23.0.5" }),
      prove: figures(),
      gas: figures(),
      ...said,
    },
  };
}
