import { z } from "zod";

import { circuitFacts, type CircuitFacts } from "./facts.ts";
import type { TuningFigures, TuningObjective } from "../artifacts/tuning-record.ts";
import { settingsSchema } from "../artifacts/settings.ts";
import { LIMB_BITS } from "../context/limbs.ts";

import { attempt } from "./attempt.ts";
import type { Clock } from "./clock.ts";
import { keyOf, specOf, type CircuitSpec, type Layout, type Variables } from "./circuit-spec.ts";
import { circuitShape, misfit, predict, smallestK, type MachineSpeed } from "./cost/index.ts";
import type { Journal } from "./journal.ts";
import type { Lab } from "./lab.ts";
import { score } from "./objective.ts";
import type { Accepted } from "./scales.ts";

export interface Predicted {
  spec: CircuitSpec;
  facts: CircuitFacts;
  part: Accepted;
  figures: TuningFigures;
}

const MOST_LEGS = 8;
const COLUMNS = [1, 2, 3, 4, 6, 8] as const;
/** The safety margin of the engine's own calibration. */
const LOOKUP_MARGIN = 2;
const USUAL_BASE_BITS = 8;
/** A table of more rows would set k by itself. */
const LARGEST_BASE = 2 ** 17;
/** The engine's own limit of rows, and that of published SRS files. */
const LARGEST_K = 26;
/** Legs whose best one-column circuit is this much worse (in logarithms) than the best of all are not tried with more columns. */
const HOPELESS = Math.log(2);

/** So many layouts are tried whatever the time is. */
const LEAST_LAYOUTS = 8;

const OBJECTIVES = ["gas", "prove", "balanced"] as const satisfies readonly TuningObjective[];

const settingsResultSchema = z.union([
  z.object({ ok: z.literal(true), value: settingsSchema }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);

export interface LayoutsOptions {
  lab: Lab;
  clock: Clock;
  /** Share of the budget after which nothing new is tried. */
  share: number;
  speed: MachineSpeed;
  headroomBits: number;
  /** The model carries a context: its limbs need room whatever the other values are. */
  context: boolean;
  variables: Variables;
  journal: Journal;
  best: BestScores;
}

/** Layouts of one numeric part, each with the k that suits an objective best; nothing is proved. */
export async function searchLayouts(part: Accepted, options: LayoutsOptions): Promise<Predicted[]> {
  const { best } = options;
  const found: Predicted[] = [];
  const tried = new Map<Decomposition, Predicted[]>();
  const tryOne = async (decomposition: Decomposition, columns: number): Promise<Predicted[]> => {
    const predicted = await tryLayout(part, decomposition, columns, options);
    for (const { figures } of predicted) best.note(figures);
    found.push(...predicted);
    return predicted;
  };
  const bits = neededBits(part, options);
  for (const decomposition of decompositions(bits)) {
    tried.set(decomposition, await tryOne(decomposition, 1));
  }
  // Base 2 has the booleans' own table: a lookup less, for many rows.
  if (found.some(({ facts }) => facts.rangeChecks.some(([low, high]) => low === 0 && high === 1)))
    await tryOne({ base: 2, legs: bits }, 1);
  for (const [decomposition, predicted] of tried) {
    if (predicted.length > 0 && !predicted.some(({ figures }) => best.isNear(figures))) continue;
    for (const columns of COLUMNS.slice(1)) {
      await tryOne(decomposition, columns);
    }
  }
  return found;
}

/** The best score of each objective so far, over all numeric parts. */
export class BestScores {
  /** Layouts tried for them. */
  tried = 0;
  readonly #best = new Map<TuningObjective, number>();

  note(figures: TuningFigures): void {
    for (const objective of OBJECTIVES)
      this.#best.set(objective, Math.min(this.#of(objective), score(figures, objective)));
  }

  /** False when the figures are hopeless for every objective. */
  isNear(figures: TuningFigures): boolean {
    return OBJECTIVES.some((objective) => score(figures, objective) < this.#of(objective) + HOPELESS);
  }

  #of(objective: TuningObjective): number {
    return this.#best.get(objective) ?? Infinity;
  }
}

interface Decomposition {
  base: number;
  legs: number;
}

/** Bits that base^legs must have: those of the largest value seen, headroom on top; a context limb's at least. */
export function neededBits(
  { bits }: Pick<Accepted, "bits">,
  { headroomBits, context }: Pick<LayoutsOptions, "headroomBits" | "context">,
): number {
  return Math.max(bits + headroomBits, context ? LIMB_BITS + 1 : 0);
}

/** For each number of legs the smallest base that bounds 2^bits: a smaller table, and rows hardly depend on it. */
export function decompositions(bits: number): Decomposition[] {
  const found: Decomposition[] = [];
  for (let legs = 1; legs <= MOST_LEGS; legs++) {
    let base = Math.max(2, Math.floor(2 ** (bits / legs)));
    while (legs * Math.log2(base) < bits) base++;
    if (base <= LARGEST_BASE && !found.some((other) => other.base === base)) found.push({ base, legs });
  }
  // Tables of a few hundred rows have turned out best most often: where time is short they are tried.
  const distance = ({ base }: Decomposition): number => Math.abs(Math.log2(base) - USUAL_BASE_BITS);
  return found.toSorted((a, b) => distance(a) - distance(b));
}

/**
 * Where lookups were seen, {@link LOOKUP_MARGIN} times further from zero, and at least an eighth of the span beyond each end.
 */
export function lookupRange([low, high]: readonly [number, number]): [number, number] {
  const pad = Math.max(1, Math.ceil((high - low) / 8));
  return [
    Math.floor(Math.min(low * LOOKUP_MARGIN, low - pad)),
    Math.ceil(Math.max(high * LOOKUP_MARGIN, high + pad)),
  ];
}

async function tryLayout(
  part: Accepted,
  { base, legs }: Decomposition,
  innerColumns: number,
  options: LayoutsOptions,
): Promise<Predicted[]> {
  const layout = {
    ...{ decompBase: base, decompLegs: legs, innerColumns, logrows: LARGEST_K },
    lookupRange: lookupRange(part.evaluation.lookups),
  };
  if (part.numeric.engine !== "23.0.5") return predictLayout(part, layout, options);
  const checked = await predictLayout(part, { ...layout, disableFreivalds: false }, options);
  if (!checked.some(({ facts }) => facts.einsums.length > 0)) return checked;
  return [...checked, ...(await predictLayout(part, { ...layout, disableFreivalds: true }, options))];
}

async function predictLayout(
  part: Accepted,
  layout: Layout,
  { lab, variables, speed, journal, clock, share, best }: LayoutsOptions,
): Promise<Predicted[]> {
  const spec = specOf(part.numeric, layout, variables);
  const key = keyOf(spec);
  if (clock.past(share) && best.tried >= LEAST_LAYOUTS && !journal.has("settings", key)) return [];
  best.tried++;
  const settings = await journal.once("settings", key, settingsResultSchema, async () => lab.settings(spec));
  if (!settings.ok) return [];
  const facts = circuitFacts(settings.value);
  // A table or a model beyond every k is no candidate.
  const sizes = await attempt(async () => atEachK(facts, speed));
  return (sizes.ok ? sizes.value : []).map(({ facts, figures }) => ({
    spec: { ...spec, runArgs: { ...spec.runArgs, logrows: facts.k } },
    facts,
    part,
    figures,
  }));
}

/** The circuit at each k that is best for some objective; from the k on at which one block and the fewest lookups suffice, more rows only cost. None when it fits no k. */
export function atEachK(
  facts: CircuitFacts,
  speed: MachineSpeed,
): { facts: CircuitFacts; figures: TuningFigures }[] {
  const all: { facts: CircuitFacts; figures: TuningFigures }[] = [];
  let last: string | undefined;
  for (let k = smallestK(facts); k <= LARGEST_K; k++) {
    const at = { ...facts, k };
    if (misfit(at, k) !== undefined) continue;
    const { blocks, lookups } = circuitShape(at);
    const shape = `${blocks} ${lookups}`;
    if (blocks === 1 && shape === last) break;
    last = shape;
    all.push({ facts: at, figures: predict(at, speed, "specialised") });
  }
  const bestOf = (objective: TuningObjective) =>
    all.reduce((best, one) => (score(one.figures, objective) < score(best.figures, objective) ? one : best));
  if (all.length === 0) return [];
  return [...new Set(OBJECTIVES.map(bestOf))];
}
