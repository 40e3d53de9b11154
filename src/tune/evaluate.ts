import { z } from "zod";

import type { Settings } from "../artifacts/settings.ts";
import { outputValues } from "../pipeline/holdout.ts";
import type { Model } from "../pipeline/model.ts";

import type { Clock } from "./clock.ts";
import { keyOf, specOf, type Numeric, type Variables } from "./circuit-spec.ts";
import { violation, type Constraint } from "./constraint.ts";
import type { Holdout } from "./holdout.ts";
import type { Journal } from "./journal.ts";
import type { Lab } from "./lab.ts";
import type { Metric } from "./options.ts";
import { outputError, type Outputs } from "./output-error.ts";

const errorSchema = z.object({ maxAbs: z.number(), mae: z.number(), agreement: z.number() });

const evaluationSchema = z.union([
  z.object({
    ok: z.literal(true),
    error: errorSchema,
    /** Largest output, as the circuit holds it. */
    largest: z.number(),
    /** Smallest and largest value that a lookup was asked for. */
    lookups: z.tuple([z.number(), z.number()]),
  }),
  /** `error` is that of the samples tried until then; null when there was no witness at all. */
  z.object({ ok: z.literal(false), reason: z.string(), error: errorSchema.nullable() }),
]);

/** What a numeric part does to the hold-out, whatever the layout. */
export type Evaluation = z.infer<typeof evaluationSchema>;
export type Accurate = Evaluation & { ok: true };

/** What a part is on all samples; `bits` null when nothing bounds its values. */
const confirmedSchema = z.object({ evaluation: evaluationSchema, bits: z.number().nullable() });
type Confirmed = z.infer<typeof confirmedSchema>;

/** No value of a circuit that the engine can build needs more; beyond it the engine's own 128-bit integers come near. */
const MOST_BITS = 62;
/** Bounds every value that {@link MOST_BITS} does, in two legs. */
const AMPLE = { decompBase: 2 ** (MOST_BITS / 2), decompLegs: 2, innerColumns: 2, logrows: 17 } as const;
const ANY_LOOKUP = [-32768, 32768] as const;
/** Samples tried before the rest: most candidates that are too coarse show it here. */
const FIRST_SAMPLES = 4;
/** A scan takes about so long, but tries at least so many samples. */
const SCAN_SECONDS = 1;
const LEAST_SAMPLES = 4;
/** What one numeric part's witnesses of all samples may take, where samples can be left out: a share of the budget, or so many seconds. */
const CONFIRM_SHARE = 0.05;
const CONFIRM_SECONDS = 5;

const countsSchema = z.object({ scan: z.number().int().positive(), all: z.number().int().positive() });

/** How many samples a scan tries, and how many a choice is held against. */
type SampleCounts = z.infer<typeof countsSchema>;

export interface EvaluatorOptions {
  model: Model;
  lab: Lab;
  journal: Journal;
  clock: Clock;
  holdout: Holdout;
  metric: Metric;
  /** The samples' files, in their order. */
  inputs: readonly string[];
  variables: Variables;
}

/** Runs numeric parts on the hold-out. */
export class Evaluator {
  readonly #options: EvaluatorOptions;
  /** Samples in the order in which bounds are tried on them: those that failed last come first. */
  #order: number[];
  /** The last range found: that of like scales is near. */
  #hint: number | undefined;
  /** Undefined until it is known how long a witness takes. */
  #counts: SampleCounts | undefined;

  constructor(options: EvaluatorOptions) {
    this.#options = options;
    this.#order = options.inputs.map((_, index) => index);
  }

  /**
   * Error and lookup range of a numeric part on as many samples as take a second, all of them for a small model; stops at the first ones
   * that violate the constraint.
   */
  async scan(numeric: Numeric, constraint: Constraint | undefined): Promise<Evaluation>;
  /** The same unless it would have to be begun after a share of the budget: undefined then. */
  async scan(
    numeric: Numeric,
    constraint: Constraint | undefined,
    share: number,
  ): Promise<Evaluation | undefined>;
  async scan(
    numeric: Numeric,
    constraint: Constraint | undefined,
    share = Infinity,
  ): Promise<Evaluation | undefined> {
    const { scan } = (this.#counts ??= await this.#sampleCounts(numeric));
    const key = keyOf({ numeric, constraint, scan });
    if (this.#isTooLate("numeric", key, share)) return undefined;
    return this.#options.journal.once("numeric", key, evaluationSchema, async () =>
      this.#try(numeric, constraint, scan),
    );
  }

  /** Error and lookup range on all samples, whatever they are. */
  async scanAll(numeric: Numeric): Promise<Evaluation> {
    const { all } = (this.#counts ??= await this.#sampleCounts(numeric));
    return this.#options.journal.once("numeric", keyOf({ numeric, all }), evaluationSchema, async () =>
      this.#try(numeric, undefined, all),
    );
  }

  /**
   * Smallest n such that 2^n bounds every value of every scanned sample; null when there is none, undefined when it would have to be looked for
   * after a share of the budget.
   */
  async bits(numeric: Numeric, { largest }: Accurate, share = Infinity): Promise<number | null | undefined> {
    const { scan } = (this.#counts ??= await this.#sampleCounts(numeric));
    const key = keyOf({ numeric, scan });
    if (this.#isTooLate("bits", key, share)) return undefined;
    const bits = await this.#options.journal.once("bits", key, z.number().nullable(), async () =>
      this.#bits(numeric, largest, scan),
    );
    this.#hint = bits ?? this.#hint;
    return bits;
  }

  /** Samples that a choice is held against: all, or fewer generated ones where a witness takes long. */
  get samples(): number {
    return this.#counts?.all ?? this.#options.inputs.length;
  }

  /** A part on all samples: what a scan found on some may be a larger error, or take more bits. */
  async confirm(
    { numeric, evaluation, bits }: { numeric: Numeric; evaluation: Accurate; bits: number },
    constraint: Constraint,
  ): Promise<Confirmed> {
    const all = this.samples;
    if (this.#counts === undefined || this.#counts.scan >= all) return { evaluation, bits };
    const key = keyOf({ numeric, constraint, all });
    return this.#options.journal.once("confirmed", key, confirmedSchema, async (): Promise<Confirmed> => {
      const tried = await this.#try(numeric, constraint, all);
      if (!tried.ok || (await this.holds(numeric, bits, all))) return { evaluation: tried, bits };
      this.#hint = bits + 1;
      return { evaluation: tried, bits: await this.#bits(numeric, tried.largest, all) };
    });
  }

  /** Whether the first samples all have a witness when values are bounded by 2^bits: the same circuit with another bound. */
  async holds(numeric: Numeric, bits: number, samples = this.samples): Promise<boolean> {
    const { lab, variables } = this.#options;
    const layout = { ...AMPLE, decompBase: 2 ** bits, decompLegs: 1, lookupRange: ANY_LOOKUP };
    const spec = specOf(numeric, layout, variables);
    const compiled = await lab.compile(spec);
    if (!compiled.ok) return false;
    const order = this.#order.filter((index) => index < samples);
    const probed = await lab.probe(spec, compiled.value.circuit, this.#files(order));
    if (!probed.ok) return false;
    if (probed.value.failure === null) return true;
    this.#first(order[probed.value.answers.length] as number);
    return false;
  }

  #isTooLate(kind: string, key: string, share: number): boolean {
    const { clock, journal } = this.#options;
    return clock.past(share) && !journal.has(kind, key);
  }

  /** From the time that one witness takes; on record, so that a search that goes on does as it did. */
  async #sampleCounts(numeric: Numeric): Promise<SampleCounts> {
    const { journal, clock, inputs, holdout } = this.#options;
    const measured = async (): Promise<SampleCounts> => {
      const secondsOfOne = async (): Promise<number> => {
        const start = performance.now();
        await this.#try(numeric, undefined, 1);
        return (performance.now() - start) / 1000;
      };
      const first = await secondsOfOne();
      // The first witness of a process takes longer: that tells only where witnesses are short.
      const seconds = first > SCAN_SECONDS ? first : await secondsOfOne();
      const within = (limit: number): number =>
        Math.min(inputs.length, Math.max(LEAST_SAMPLES, Math.floor(limit / seconds)));
      const all =
        holdout.source === "generated"
          ? within(Math.max(CONFIRM_SECONDS, CONFIRM_SHARE * clock.budget))
          : inputs.length;
      return { scan: Math.min(all, within(SCAN_SECONDS)), all };
    };
    return journal.once("samples", "", countsSchema, measured);
  }

  async #try(numeric: Numeric, constraint: Constraint | undefined, samples: number): Promise<Evaluation> {
    const { lab, variables, holdout, metric, model } = this.#options;
    const spec = specOf(numeric, { ...AMPLE, lookupRange: ANY_LOOKUP }, variables);
    const compiled = await lab.compile(spec);
    if (!compiled.ok) return { ...compiled, error: null };
    const { settings, circuit } = compiled.value;

    const found: Outputs[] = [];
    const expected: Outputs[] = [];
    let lookups: [number, number] = [0, 0];
    const order = [...this.#options.inputs.keys()].slice(0, samples);
    for (const batch of [order.slice(0, FIRST_SAMPLES), order.slice(FIRST_SAMPLES)]) {
      if (batch.length === 0) continue;
      const probed = await lab.probe(spec, circuit, this.#files(batch));
      if (!probed.ok) return { ...probed, error: null };
      const { answers, failure } = probed.value;
      for (const [i, answer] of answers.entries()) {
        found.push(outputValues(model, settings, answer.outputs));
        expected.push(holdout.expected[batch[i] as number] as Outputs);
        lookups = [Math.min(lookups[0], answer.min), Math.max(lookups[1], answer.max)];
      }
      if (failure !== null) {
        return { ok: false, reason: `no witness: ${failure}`, error: null };
      }
      const error = outputError(found, expected, metric);
      const broken = constraint === undefined ? undefined : violation(error, constraint);
      if (broken !== undefined) return { ok: false, reason: broken, error };
    }
    const error = outputError(found, expected, metric);
    return { ok: true, error, lookups, largest: largestInteger(found, settings) };
  }

  /** The smallest range that holds every value: from the last one found, or the outputs' own size, outwards in doubling steps, then by halves. */
  async #bits(numeric: Numeric, largest: number, samples: number): Promise<number | null> {
    const least = Math.max(1, Math.floor(Math.log2(largest)));
    const clamp = (bits: number): number => Math.min(MOST_BITS, Math.max(least, bits));
    const start = clamp(this.#hint ?? least + 2);
    const up = !(await this.holds(numeric, start, samples));
    // Not enough is everything up to `low`; enough is `high`.
    let [low, high] = up ? [start, MOST_BITS + 1] : [least - 1, start];
    for (let step = 1; low + 1 < high; step *= 2) {
      const next = up ? clamp(low + step) : clamp(high - step);
      if (next <= low || next >= high) break;
      const enough = await this.holds(numeric, next, samples);
      if (enough) high = next;
      else low = next;
      if (enough === up) break;
    }
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (await this.holds(numeric, middle, samples)) high = middle;
      else low = middle;
    }
    return high > MOST_BITS ? null : high;
  }

  #files(order: readonly number[]): string[] {
    return order.map((index) => this.#options.inputs[index] as string);
  }

  #first(index: number): void {
    this.#order = [index, ...this.#order.filter((other) => other !== index)];
  }
}

function largestInteger(found: readonly Outputs[], { model_output_scales: scales }: Settings): number {
  let largest = 1;
  for (const sample of found)
    for (const [index, tensor] of sample.entries())
      for (const value of tensor) largest = Math.max(largest, Math.abs(value) * 2 ** (scales[index] ?? 0));
  return largest;
}
