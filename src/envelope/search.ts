import { accepts } from "./accepts.ts";
import type { Choices } from "./evaluate.ts";
import { evaluate } from "./evaluate.ts";
import type { Program } from "./program.ts";
import { sensitivities } from "./sensitivity.ts";

/** The widest pair of accepted answers that was found for one output element. */
export interface WorstExample {
  /** Which of the given samples. */
  sample: number;
  element: number;
  /** What the engine itself answers. */
  honest: number;
  lowest: number;
  highest: number;
}

/** What a search may cost, in multiplications; it is counted, not timed, so that a search always finds the same. */
export const SEARCH_WORK = 250_000_000;

/** Elements of one output that are attacked one by one. */
const MOST_ELEMENTS = 12;

/** Times that choices are made anew around what they led to. */
const ROUNDS = 3;

/** Single choices that are turned around at the end, the most sensitive first. */
const TURNS = 24;

/** Every sample gets at least this many runs; where that costs too much, samples are left out evenly. */
const LEAST_RUNS = 8;

/**
 * Looks for accepted answers far from the engine's own, for each output and in both directions: a little on all samples, then the more on
 * those that gave the most. What is found is accepted by the circuit; that nothing wider exists is not claimed.
 * @param wanted elements worth attacking, by output; those that are proven unique are not.
 */
export function searchExamples(
  program: Program,
  samples: readonly (readonly Float64Array[])[],
  wanted: readonly (readonly number[])[],
  work = SEARCH_WORK,
): (WorstExample | undefined)[] {
  const targets = targetsOf(program, wanted);
  if (targets.length === 0 || work <= 0) return program.outputs.map(() => undefined);
  const stride = Math.max(1, Math.ceil((2 * samples.length * LEAST_RUNS * program.cost) / work));
  const taken = samples
    .map((inputs, sample) => ({ inputs, sample }))
    .filter(({ sample }) => sample % stride === 0);
  const attacks = taken.flatMap(({ inputs, sample }) => {
    const attack = new Attack(program, inputs, sample);
    return attack.possible ? [attack] : [];
  });
  for (const attack of attacks) {
    attack.budget = work / 2 / taken.length;
    attack.everywhere();
    for (const target of targets) attack.push(target, 1, 0);
  }
  const best = program.outputs.map((_, k) => widest(attacks, k));
  const chosen = new Set(best.flatMap((attack) => attack ?? []));
  for (const attack of chosen) {
    attack.budget = work / 2 / chosen.size;
    for (const target of targets) attack.push(target, ROUNDS, TURNS);
  }
  return program.outputs.map((_, k) => widest(attacks, k)?.example(k));
}

interface Target {
  /** The step that holds the output. */
  step: number;
  element: number;
  direction: -1 | 1;
}

/** First the most open element of each output, then the second, each downwards and upwards. */
function targetsOf(program: Program, wanted: readonly (readonly number[])[]): Target[] {
  const targets: Target[] = [];
  for (let place = 0; place < MOST_ELEMENTS; place++)
    wanted.forEach((elements, k) => {
      const [step, element] = [program.outputs[k], elements[place]];
      if (step !== undefined && element !== undefined)
        for (const direction of [-1, 1] as const) targets.push({ step, element, direction });
    });
  return targets;
}

/** The attack that found the widest pair for an output, the first of equals; undefined when none found any. */
function widest(attacks: readonly Attack[], output: number): Attack | undefined {
  let best: Attack | undefined;
  for (const attack of attacks) if (attack.width(output) > (best?.width(output) ?? 0)) best = attack;
  return best;
}

/** Tries choices on one sample, and keeps the lowest and the highest of each output element over all runs that the circuit accepts. */
class Attack {
  readonly #program: Program;
  readonly #inputs: readonly Float64Array[];
  readonly #sample: number;
  readonly #honest: readonly Float64Array[];
  readonly #spans: readonly { lowest: Float64Array; highest: Float64Array }[];
  readonly #divisions: readonly { index: number; length: number }[];
  /** The engine's own answer is one that the circuit accepts. */
  readonly possible: boolean;
  budget = 0;

  constructor(program: Program, inputs: readonly Float64Array[], sample: number) {
    this.#program = program;
    this.#inputs = inputs;
    this.#sample = sample;
    this.#honest = evaluate(program, inputs);
    this.possible = accepts(program, this.#honest);
    this.#spans = program.outputs.map((output) => {
      const own = this.#honest[output] ?? new Float64Array();
      return { lowest: own.slice(), highest: own.slice() };
    });
    this.#divisions = program.steps.flatMap((step, index) =>
      step.kind === "divide" ? [{ index, length: step.length }] : [],
    );
  }

  /** All floors, and all ceilings. */
  everywhere(): void {
    for (const choice of [-1, 1])
      this.#run(
        new Map(this.#divisions.map(({ index, length }) => [index, new Int8Array(length).fill(choice)])),
      );
  }

  /** Moves one element as far as sensitivities lead, then turns single choices around. */
  push({ step, element, direction }: Target, rounds: number, turns: number): void {
    const reached = (values: readonly Float64Array[] | undefined): number =>
      (values?.[step]?.[element] ?? -Infinity * direction) * direction;
    let [values, best] = [this.#honest, -Infinity];
    let choices = new Map<number, Int8Array>();
    let slopes: ReadonlyMap<number, Float64Array> = new Map();
    for (let round = 0; round < rounds && this.budget > 0; round++) {
      const around = sensitivities(this.#program, values, step, element);
      this.budget -= this.#program.cost;
      const next = new Map<number, Int8Array>();
      for (const { index } of this.#divisions) {
        const slope = around.get(index);
        if (slope !== undefined)
          next.set(
            index,
            Int8Array.from(slope, (by) => Math.sign(by) * direction),
          );
      }
      const run = this.#run(next);
      if (run === undefined || reached(run) <= best) break;
      [values, best, choices, slopes] = [run, reached(run), next, around];
    }
    for (const { index, i } of steepest(slopes, choices, turns)) {
      const chosen = choices.get(index);
      if (chosen === undefined || this.budget <= 0) return;
      const before = chosen[i] ?? 0;
      chosen[i] = -before;
      const gained = reached(this.#run(choices));
      if (gained > best) best = gained;
      else chosen[i] = before;
    }
  }

  #run(choices: Choices): readonly Float64Array[] | undefined {
    this.budget -= this.#program.cost;
    const values = evaluate(this.#program, this.#inputs, choices);
    if (!accepts(this.#program, values)) return undefined;
    this.#spans.forEach(({ lowest, highest }, k) => {
      values[this.#program.outputs[k] ?? -1]?.forEach((value, i) => {
        lowest[i] = Math.min(lowest[i] ?? value, value);
        highest[i] = Math.max(highest[i] ?? value, value);
      });
    });
    return values;
  }

  #widestElement(output: number): number {
    const { lowest, highest } = this.#spans[output] ?? {
      lowest: new Float64Array(),
      highest: new Float64Array(),
    };
    let widest = 0;
    highest.forEach((high, i) => {
      if (high - (lowest[i] ?? high) > (highest[widest] ?? 0) - (lowest[widest] ?? 0)) widest = i;
    });
    return widest;
  }

  width(output: number): number {
    const [span, element] = [this.#spans[output], this.#widestElement(output)];
    return (span?.highest[element] ?? 0) - (span?.lowest[element] ?? 0);
  }

  example(output: number): WorstExample {
    const element = this.#widestElement(output);
    const honest = this.#honest[this.#program.outputs[output] ?? -1]?.[element] ?? NaN;
    const span = this.#spans[output];
    const [lowest, highest] = [span?.lowest[element] ?? honest, span?.highest[element] ?? honest];
    return { sample: this.#sample, element, honest, lowest, highest };
  }
}

/** The choices that an output is most sensitive to. */
function steepest(
  slopes: ReadonlyMap<number, Float64Array>,
  choices: Choices,
  count: number,
): { index: number; i: number }[] {
  if (count === 0) return [];
  return [...slopes]
    .filter(([index]) => choices.has(index))
    .flatMap(([index, slope]) => [...slope].map((by, i) => ({ index, i, by: Math.abs(by) })))
    .filter(({ by }) => by > 0)
    .sort((x, y) => y.by - x.by)
    .slice(0, count);
}
