import type { Settings } from "../artifacts/settings.ts";
import type { EngineVersion } from "../engine/engine.ts";

import type { Clock } from "./clock.ts";
import { keyOf, specOf, type Numeric, type Variables } from "./circuit-spec.ts";
import type { Constraint } from "./constraint.ts";
import type { Accurate, Evaluation, Evaluator } from "./evaluate.ts";
import type { Lab } from "./lab.ts";

export interface Evaluated {
  numeric: Numeric;
  evaluation: Evaluation;
}

/** Exact enough, and what range it needs. */
export interface Accepted {
  numeric: Numeric;
  evaluation: Accurate;
  /** Smallest n such that 2^n bounds every value of the hold-out. */
  bits: number;
}

export interface Scales {
  evaluated: Evaluated[];
  accepted: Accepted[];
}

/**
 * How often scales are brought back to the base: after each product (1), or only when they reach so many times the base. The engine
 * multiplies values' scales, and a division is what brings them back; without it values need more bits, with it rows and one more error.
 */
const REBASE_MULTIPLIERS = [10, 1, 2, 3, 5] as const;
/** Bits; the engine's own calibration looks no further. */
const SCALES = { least: 1, most: 16 };
/** What one of the two scales loses the other may make up for, by so many bits. */
const MAKE_UP = 2;

/** Ways of rescaling that are tried to their end when nothing has been found yet. */
const PATIENT_WAYS = 2;

const LAYOUT = {
  decompBase: 128,
  decompLegs: 4,
  innerColumns: 1,
  logrows: 17,
  lookupRange: [-32768, 32768],
} as const;

export interface ScalesOptions {
  lab: Lab;
  evaluator: Evaluator;
  /** Share of the budget after which no more is evaluated. */
  share: number;
  /** Go on after that until a first one is found, for a few ways of rescaling. */
  atLeastOne: boolean;
  clock: Clock;
  constraint: Constraint;
  graph: string;
  engine: EngineVersion;
  variables: Variables;
}

/** The numeric parts of one graph and release: for each way of rescaling, the coarsest scales that satisfy the constraint and their neighbours. */
export async function searchScales(options: ScalesOptions): Promise<Scales> {
  const { evaluator, constraint } = options;
  let tried = 0;
  const evaluated = new Map<string, Evaluated>();
  const accepted = new Map<string, Accepted>();
  const share = (): number =>
    options.atLeastOne && accepted.size === 0 && tried <= PATIENT_WAYS ? Infinity : options.share;
  /** Undefined when there is no time for it. */
  const evaluate = async (numeric: Numeric): Promise<Evaluation | undefined> => {
    const key = keyOf(numeric);
    const known = evaluated.get(key);
    if (known !== undefined) return known.evaluation;
    const evaluation = await evaluator.scan(numeric, constraint, share());
    if (evaluation !== undefined) evaluated.set(key, { numeric, evaluation });
    return evaluation;
  };
  const accept = async (numeric: Numeric, evaluation: Accurate): Promise<void> => {
    const bits = await evaluator.bits(numeric, evaluation, share());
    if (bits !== null && bits !== undefined) accepted.set(keyOf(numeric), { numeric, evaluation, bits });
  };
  let near: number | undefined;
  for (const way of await waysOfRescaling(options)) {
    tried++;
    const at = (inputScale: number, paramScale: number): Numeric => ({ ...way, inputScale, paramScale });
    const smallest = await smallestScale(SCALES, near, async (scale) => evaluate(at(scale, scale)));
    if (smallest === undefined) continue;
    near = smallest;
    const equal = (await evaluate(at(smallest, smallest))) as Accurate;
    await accept(at(smallest, smallest), equal);
    const coarser = await evaluate(at(smallest, 0));
    // A model without parameters: their scale is as good as any.
    if (coarser === undefined || (coarser.ok && coarser.error.mae === equal.error.mae)) continue;
    /** The coarsest that one scale can be when the other makes up for it. */
    const walk = async (pair: (coarse: number, fine: number) => Numeric): Promise<void> => {
      let coarsest = smallest;
      for (let fine = smallest; fine <= smallest + MAKE_UP; fine++) {
        const bounds = { least: 0, most: coarsest - 1 };
        const found = await smallestScale(bounds, coarsest - 1, async (coarse) =>
          evaluate(pair(coarse, fine)),
        );
        if (found === undefined) return;
        const numeric = pair(found, fine);
        await accept(numeric, (await evaluate(numeric)) as Accurate);
        coarsest = found;
      }
    };
    await walk((coarse, fine) => at(coarse, fine));
    await walk((coarse, fine) => at(fine, coarse));
  }
  return { evaluated: [...evaluated.values()], accepted: [...accepted.values()] };
}

/**
 * The smallest scale within the bounds that is exact enough: from one that is known to be near it outwards in doubling steps, then by halves.
 * Undefined when none is, or time is up before one is found.
 */
async function smallestScale(
  { least, most }: { least: number; most: number },
  near: number | undefined,
  evaluate: (scale: number) => Promise<Evaluation | undefined>,
): Promise<number | undefined> {
  // Not enough is everything up to `low`; enough is `high`.
  let [low, high] = [least - 1, most + 1];
  let [next, step] = [near ?? (low + high) >> 1, near === undefined ? 0 : 1];
  while (low + 1 < high) {
    const tried = next > low && next < high ? next : (low + high) >> 1;
    const evaluation = await evaluate(tried);
    if (evaluation === undefined) break;
    if (evaluation.ok) high = tried;
    else low = tried;
    const open = evaluation.ok ? low === least - 1 : high === most + 1;
    next = open && step > 0 ? (evaluation.ok ? high - step : low + step) : (low + high) >> 1;
    step *= 2;
  }
  return high > most ? undefined : high;
}

type Way = Omit<Numeric, "inputScale" | "paramScale">;

/** The ways of rescaling that give different circuits, most promising first. */
async function waysOfRescaling(options: ScalesOptions): Promise<Way[]> {
  const { lab, clock, share, graph, engine, variables } = options;
  const ways = new Map<string, Way>();
  const add = async (way: Way): Promise<Settings | undefined> => {
    const settings = await lab.settings(specOf({ ...way, inputScale: 7, paramScale: 7 }, LAYOUT, variables));
    if (!settings.ok) return undefined;
    const key = fingerprint(settings.value);
    if (!ways.has(key)) ways.set(key, way);
    return settings.value;
  };
  for (const scaleRebaseMultiplier of REBASE_MULTIPLIERS) {
    if (clock.past(share) && ways.size > 0) break;
    const way = {
      graph,
      engine,
      scaleRebaseMultiplier,
      rebaseFracZeroConstants: false,
      boundedLogLookup: false,
    };
    const settings = await add(way);
    if (settings === undefined) continue;
    await add({ ...way, rebaseFracZeroConstants: true });
    if (JSON.stringify(settings.required_lookups).includes("Ln"))
      await add({ ...way, boundedLogLookup: true });
  }
  return [...ways.values()];
}

/** What tells two circuits apart at the same scales. */
function fingerprint(settings: Settings): string {
  const { num_rows, total_assignments, required_lookups, required_range_checks, model_output_scales } =
    settings;
  return keyOf({
    ...{ num_rows, total_assignments, required_lookups, model_output_scales },
    constants: settings["total_const_size"],
    ranges: required_range_checks.map(String).sort(),
  });
}

/** Those that no other one of the same graph, release and way beats in range and lookup table both; few. */
export function survivors(accepted: readonly Accepted[], most: number): Accepted[] {
  const cost = ({ bits, evaluation: { lookups } }: Accepted): [number, number] => [
    bits,
    lookups[1] - lookups[0],
  ];
  const groups = new Map<string, Accepted[]>();
  for (const one of accepted) {
    const key = keyOf({ ...one.numeric, inputScale: 0, paramScale: 0 });
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const sorted = group.toSorted(
      (a, b) =>
        cost(a)[0] - cost(b)[0] ||
        cost(a)[1] - cost(b)[1] ||
        a.evaluation.error.maxAbs - b.evaluation.error.maxAbs,
    );
    // In this order only one that comes before can beat or equal another.
    const left: Accepted[] = [];
    for (const one of sorted) if (!left.some((other) => cost(other)[1] <= cost(one)[1])) left.push(one);
    return left.slice(0, most);
  });
}
