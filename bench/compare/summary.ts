import { ENGINE_VERSIONS } from "../../src/engine/versions.ts";
import type { EngineVersion } from "../../src/engine/engine.ts";
import { geometricMean } from "../statistics.ts";

import { ALL_SIDES, figuresOf, type Row, type SideFigures, type SideName } from "./row.ts";

/** What is compared: figures of the side that was tuned for it, as a share of the bare engine's. */
export type RatioName =
  "prove" | "pk" | "memory" | "gas" | "proofBytes" | "setup" | "witness" | "deployGas" | "verifierBytes";

const RATIOS: Record<RatioName, { side: "prove" | "gas"; of: (figures: SideFigures) => number | null }> = {
  prove: { side: "prove", of: ({ proveSeconds }) => proveSeconds },
  pk: { side: "prove", of: ({ pkBytes }) => pkBytes },
  memory: { side: "prove", of: ({ peakBytes }) => peakBytes },
  gas: { side: "gas", of: ({ gas }) => gas },
  proofBytes: { side: "gas", of: ({ proofBytes }) => proofBytes },
  setup: { side: "prove", of: ({ setupSeconds }) => setupSeconds },
  witness: { side: "prove", of: ({ witnessSeconds }) => witnessSeconds },
  deployGas: { side: "gas", of: ({ deployGas }) => deployGas },
  verifierBytes: { side: "gas", of: ({ verifierBytes }) => verifierBytes },
};

export const RATIO_NAMES = Object.keys(RATIOS) as RatioName[];

/** Over all models that have both sides. */
export interface Spread {
  models: number;
  /** Geometric mean. */
  mean: number;
  worst: number;
  worstModel: string;
}

export interface Failure {
  model: string;
  side: SideName;
  reason: string;
}

export interface Summary {
  models: number;
  /** Tuned / bare. A measure that no model has on both sides is null. */
  against: Record<EngineVersion, Record<RatioName, Spread | null>>;
  /** Of the sides tuned for gas. */
  gasOverFloor: Spread | null;
  outputs: {
    /** Tuned sides with figures on a hold-out. */
    sides: number;
    /** Share of those whose every sample has the same argmax or sign, or whose error is within the metric's limit. */
    agreeing: number | null;
  };
  failures: Failure[];
}

/** Tuned / bare for one model, null where a side has no figure. */
export function ratiosOf(row: Row, version: EngineVersion): Record<RatioName, number | null> {
  const bare = figuresOf(row.sides[`bare ${version}`]);
  return Object.fromEntries(
    Object.entries(RATIOS).map(([name, { side, of }]) => {
      const tuned = figuresOf(row.sides[side]);
      const [above, below] = [tuned && of(tuned), bare && of(bare)];
      return [name, above && below ? above / below : null];
    }),
  ) as Record<RatioName, number | null>;
}

export function summarise(rows: readonly Row[]): Summary {
  const against = Object.fromEntries(
    ENGINE_VERSIONS.map((version) => {
      const ratios = rows.map((row) => ({ model: row.model, ratios: ratiosOf(row, version) }));
      const spreads = RATIO_NAMES.map((name) => [
        name,
        spread(ratios.map((each) => [each.model, each.ratios[name]])),
      ]);
      return [version, Object.fromEntries(spreads)];
    }),
  ) as Summary["against"];
  const checked = rows.flatMap(({ search, sides }) =>
    [figuresOf(sides.prove), figuresOf(sides.gas)].flatMap((figures) =>
      search !== null && figures?.error ? [{ search, error: figures.error }] : [],
    ),
  );
  const agreeing = checked.filter(({ search, error }) => {
    if (error.agreement === 1) return true;
    if (search.limit === null) return false;
    return (search.metric === "mae" ? error.mae : error.maxAbs) <= search.limit;
  });
  return {
    models: rows.length,
    against,
    gasOverFloor: spread(rows.map((row) => [row.model, figuresOf(row.sides.gas)?.gasOverFloor ?? null])),
    outputs: {
      sides: checked.length,
      agreeing: checked.length === 0 ? null : agreeing.length / checked.length,
    },
    failures: rows.flatMap(({ model, sides }) =>
      ALL_SIDES.flatMap((side) => {
        const result = sides[side];
        return "failed" in result ? [{ model, side, reason: result.failed }] : [];
      }),
    ),
  };
}

function spread(values: readonly (readonly [model: string, value: number | null])[]): Spread | null {
  const known = values.filter((entry): entry is [string, number] => entry[1] !== null);
  const [first, ...others] = known;
  if (first === undefined) return null;
  const [worstModel, worst] = others.reduce((worse, entry) => (entry[1] > worse[1] ? entry : worse), first);
  return { models: known.length, mean: geometricMean(known.map(([, value]) => value)), worst, worstModel };
}
