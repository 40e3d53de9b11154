import {
  MAX_CODE_BYTES,
  type TuningCandidate,
  type TuningFigures,
  type TuningRecord,
} from "../../src/artifacts/tuning-record.ts";

type Overrides = Partial<Omit<TuningRecord, "candidates">>;

/** A record of made-up figures, alike from run to run: for tests of what is shown of a search, not of searches. */
export function madeUpRecord(overrides: Overrides = {}): TuningRecord {
  const candidates: TuningCandidate[] = [
    candidate(0, { k: 15, columns: 2, base: 16384, legs: 2, scale: 7, measured: true }),
  ];
  for (const scale of [4, 7, 10, 13])
    for (const columns of [1, 2, 4])
      for (const [base, legs] of [
        [128, 4],
        [1024, 3],
      ] as const)
        candidates.push(
          candidate(candidates.length, {
            ...{ k: base === 128 ? 11 - Math.log2(columns) : 13, columns, base, legs, scale },
            measured: scale === 7 && base === 128,
          }),
        );
  return {
    schemaVersion: 1,
    model: "made-up",
    onnxSha256: "ab".repeat(32),
    seed: 7,
    objective: "balanced",
    constraint: { metric: "max", limit: 0.02, basis: "the engine's own error at its defaults" },
    holdout: { samples: 64, sha256: "cd".repeat(32), source: "generated" },
    headroomBits: 3,
    threads: 2,
    machine: "made-up processor, 2 cores",
    budgetSeconds: 120,
    spentSeconds: 48.25,
    engines: ["21.0.0"],
    candidates,
    front: candidates.filter(({ status, k }) => status !== "refused" && k < 12).map(({ id }) => id),
    chosen: candidates.find(({ id, status }) => id > 0 && status === "measured")?.id ?? null,
    baseline: 0,
    ...overrides,
  };
}

interface Made {
  k: number;
  columns: number;
  base: number;
  legs: number;
  scale: number;
  measured: boolean;
}

function candidate(id: number, { k, columns, base, legs, scale, measured }: Made): TuningCandidate {
  const predicted = figures(k, columns);
  const maxAbs = 0.5 / 2 ** scale;
  const refused = maxAbs > 0.02;
  return {
    id,
    graph: "network.onnx",
    engine: "21.0.0",
    runArgs: {
      inputScale: scale,
      paramScale: scale,
      scaleRebaseMultiplier: 1,
      logrows: k,
      innerColumns: columns,
      decompBase: base,
      decompLegs: legs,
      lookupRange: [-8, 8],
      rebaseFracZeroConstants: false,
      boundedLogLookup: false,
      variables: [["batch_size", 1]],
    },
    rows: 900 + 10 * id,
    assignments: 1800,
    k,
    lookups: [],
    rangeChecks: [[0, base - 1]],
    error: { maxAbs, mae: maxAbs / 3, agreement: refused ? 0.97 : 1 },
    predicted,
    measured: measured
      ? { ...predicted, proveSeconds: predicted.proveSeconds * 1.1, gas: Math.round(predicted.gas * 1.01) }
      : null,
    status: refused ? "refused" : measured ? "measured" : "predicted",
    ...(refused ? { reason: `error ${maxAbs} on the hold-out, the limit is 0.02` } : {}),
  };
}

function figures(k: number, columns: number): TuningFigures {
  const gas = 290_000 + 120_000 * columns;
  return {
    proveSeconds: 0.05 + (2 ** k * (1 + columns)) / 18_000,
    setupSeconds: (2 ** k * (1 + columns)) / 30_000,
    pkBytes: 2 ** k * 1000 * (1 + columns),
    memoryBytes: 3e7 + 2 ** k * 3000 * (1 + columns),
    gas,
    deployGas: 5 * gas,
    verifierBytes: Math.min(7_000 + 3_200 * columns, MAX_CODE_BYTES),
    proofBytes: 1_200 + 600 * columns,
    ecMul: 17 + 12 * columns,
  };
}
