import type { EngineVersion } from "../../src/engine/engine.ts";

/** A program that writes below test/vectors. */
export type Recorder =
  | { python: string; engine: EngineVersion }
  /** A program for Node, given as its path from the repository's root. */
  | { node: string };

/** What `npm run record` makes again for one name. */
export interface Recording {
  /** The folder in models/ whose circuit the proofs are of. */
  model?: string;
  /** One recorded proof, whose context names the model that it is of. */
  proof: string;
  recorders: readonly Recorder[];
  /** Everything that the recorders write, below test/vectors. */
  vectors: readonly string[];
  /** The tables in pages that are of its figures. */
  tables: readonly WrittenTables[];
}

/** What one test measures, and compares with pages unless it is told to write them. */
export interface WrittenTables {
  test: string;
  /** Page and marker of each table. */
  places: readonly (readonly [page: string, marker: string])[];
}

const python = (script: string): Recorder => ({ python: `test/vectors/${script}`, engine: "21.0.0" });

const MODEL_FIGURES: WrittenTables = {
  test: "test/contracts/verifier-specialised/figures.test.ts",
  places: [
    ["README.md", "models"],
    ["docs/tuning.md", "verifiers"],
  ],
};

const SIGNAL_FIGURES: WrittenTables = {
  test: "test/samples/trading-vault/model.test.ts",
  places: [["models/trading-signal/README.md", "hold-out"]],
};

const gas = (test: string, page: string, ...markers: string[]): WrittenTables => ({
  test,
  places: markers.map((marker) => [page, marker] as const),
});

export const RECORDINGS: Readonly<Record<string, Recording>> = {
  "signal-bounty": {
    model: "trading-signal",
    proof: "trading-signal/alice-1.json",
    recorders: [python("record_signal.py")],
    vectors: ["trading-signal"],
    tables: [SIGNAL_FIGURES, MODEL_FIGURES],
  },
  "singing-contest": {
    model: "singing-judge",
    proof: "singing-judge/alice-1-good.json",
    recorders: [python("record_judge.py")],
    vectors: ["singing-judge"],
    tables: [
      gas("test/samples/singing-contest/contract/gas.test.ts", "docs/samples/singing-contest.md", "gas"),
      MODEL_FIGURES,
    ],
  },
  "trading-vault": {
    model: "trading-signal",
    proof: "trading-vault/alice-d0.json",
    recorders: [
      { node: "scripts/vectors/vault-days.ts" },
      python("record_vault.py"),
      python("record_returns.py"),
    ],
    vectors: ["trading-vault", "returns-21.0.0.json"],
    tables: [
      gas("test/samples/trading-vault/contract/gas.test.ts", "docs/samples/trading-vault.md", "gas"),
      SIGNAL_FIGURES,
      MODEL_FIGURES,
    ],
  },
  "uniqueness-registry": {
    model: "biometric-code",
    proof: "biometric-code/ann-1.json",
    recorders: [python("record_registry.py"), { node: "scripts/vectors/finger-codes.ts" }],
    vectors: ["biometric-code"],
    tables: [
      {
        test: "test/samples/uniqueness-registry/rates-page.test.ts",
        places: [["docs/samples/uniqueness-registry.md", "rates"]],
      },
      gas("scripts/figures/registry-gas.test.ts", "docs/samples/uniqueness-registry.md", "gas", "gas-lookup"),
      MODEL_FIGURES,
    ],
  },
  "model-registry": {
    proof: "scorer-version-1/alice-1.json",
    recorders: [python("record_versions.py")],
    vectors: ["scorer-version-1", "scorer-version-2"],
    tables: [gas("test/contracts/model-registry/gas.test.ts", "docs/registry.md", "gas")],
  },
};
