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
export const SEARCH_WORK = 150_000_000;

/** Elements of one output that are attacked one by one. */
const MOST_ELEMENTS = 12;

/** Times that choices are made anew around what they led to. */
const ROUNDS = 3;

/** Single choices that are turned around at the end, the most sensitive first. */
const TURNS = 24;

/**
 * Looks for accepted answers far from the engine's own, for each output and in both directions. What is found is accepted by the
 * circuit; that nothing wider exists is not claimed.
 * @param wanted elements worth attacking, by output; those that are proven unique are not.
 */
export function searchExamples(
  program: Program,
  samples: readonly (readonly Float64Array[])[],
  wanted: readonly (readonly number[])[],
  work = SEARCH_WORK,
): (WorstExample | undefined)[] {
  const budget = { left: work };
  const found: (WorstExample | undefined)[] = program.outputs.map(() => undefined);
  if (wanted.every((elements) => elements.length === 0)) return found;
  const divisions = program.steps.flatMap((step, index) =>
    step.kind === "divide" ? [{ index, length: step.length }] : [],
  );
  const perRun = program.cost + 1;
  // All samples get two runs each before any is attacked.
  const share = Math.max(1, Math.floor(samples.length / Math.max(1, Math.floor(work / (8 * perRun)))));
  for (let sample = 0; sample < samples.length && budget.left > 0; sample += share) {
    const inputs = samples[sample] ?? [];
    const honest = evaluate(program, inputs);
    budget.left -= perRun;
    if (!accepts(program, honest)) continue;
    const spans = program.outputs.map((output) => ({
      lowest: honest[output]?.slice() ?? new Float64Array(),
      highest: honest[output]?.slice() ?? new Float64Array(),
    }));
    const run = (choices: Choices): readonly Float64Array[] | undefined => {
      budget.left -= perRun;
      const values = evaluate(program, inputs, choices);
      if (!accepts(program, values)) return undefined;
      program.outputs.forEach((output, k) => {
        const [span, out] = [spans[k], values[output]];
        if (span === undefined || out === undefined) return;
        out.forEach((value, i) => {
          span.lowest[i] = Math.min(span.lowest[i] ?? value, value);
          span.highest[i] = Math.max(span.highest[i] ?? value, value);
        });
      });
      return values;
    };
    for (const all of [-1, 1])
      run(new Map(divisions.map(({ index, length }) => [index, new Int8Array(length).fill(all)])));
    wanted.forEach((elements, k) => {
      const output = program.outputs[k] ?? 0;
      for (const element of elements.slice(0, MOST_ELEMENTS))
        for (const direction of [-1, 1])
          if (budget.left > 0)
            attack(program, { output, element, direction }, honest, divisions, run, budget);
    });
    spans.forEach(({ lowest, highest }, k) => {
      lowest.forEach((low, element) => {
        const high = highest[element] ?? low;
        const best = found[k];
        if (high - low <= (best === undefined ? 0 : best.highest - best.lowest)) return;
        const own = honest[program.outputs[k] ?? 0]?.[element] ?? low;
        found[k] = { sample, element, honest: own, lowest: low, highest: high };
      });
    });
  }
  return found;
}

function attack(
  program: Program,
  { output, element, direction }: { output: number; element: number; direction: number },
  honest: readonly Float64Array[],
  divisions: readonly { index: number; length: number }[],
  run: (choices: Choices) => readonly Float64Array[] | undefined,
  budget: { left: number },
): void {
  let [values, best] = [honest, (honest[output]?.[element] ?? 0) * direction];
  let choices = new Map<number, Int8Array>();
  let slopes: ReadonlyMap<number, Float64Array> = new Map();
  for (let round = 0; round < ROUNDS && budget.left > 0; round++) {
    slopes = sensitivities(program, values, output, element);
    budget.left -= program.cost;
    const next = new Map<number, Int8Array>();
    for (const { index } of divisions) {
      const slope = slopes.get(index);
      if (slope !== undefined)
        next.set(
          index,
          Int8Array.from(slope, (by) => Math.sign(by) * direction),
        );
    }
    const reached = run(next);
    if (reached === undefined) break;
    const gained = (reached[output]?.[element] ?? 0) * direction;
    if (round > 0 && gained <= best) break;
    if (gained >= best) [best, choices] = [gained, next];
    values = reached;
  }
  const turns = [...slopes]
    .filter(([index]) => choices.has(index))
    .flatMap(([index, slope]) => [...slope].map((by, i) => ({ index, i, by: Math.abs(by) })))
    .filter(({ by }) => by > 0)
    .sort((x, y) => y.by - x.by)
    .slice(0, TURNS);
  for (const { index, i } of turns) {
    if (budget.left <= 0) return;
    const chosen = choices.get(index);
    if (chosen === undefined) continue;
    const before = chosen[i] ?? 0;
    chosen[i] = -before;
    const gained = (run(choices)?.[output]?.[element] ?? -Infinity * direction) * direction;
    if (gained > best) best = gained;
    else chosen[i] = before;
  }
}
