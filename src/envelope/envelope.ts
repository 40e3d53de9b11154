import type { CircuitGraph } from "../circuit/graph.ts";
import type { CircuitVisibility } from "../circuit/read-op.ts";
import { readCircuit } from "../circuit/read.ts";
import { EzklError } from "../errors/base.ts";
import { CircuitNotModelledError } from "../errors/circuit.ts";

import type { InputRange } from "./bound.ts";
import { boundProgram, candidates, contested } from "./bound.ts";
import { leavesChoices } from "./choices.ts";
import { describeOp } from "./describe.ts";
import { lowerCircuit } from "./lower.ts";
import type { Program } from "./program.ts";
import { readsOf } from "./program.ts";
import type { Reach } from "./reach.ts";
import { sizeOf } from "./shapes.ts";
import { searchExamples, SEARCH_WORK } from "./search.ts";
import type { WorstExample } from "./search.ts";

/** An operation that leaves the prover a choice on the way to an output. */
export interface EnvelopeCause {
  /** The engine's name for it, with what it is rescaled by. */
  operation: string;
  /** The node of the compiled circuit. */
  node: number;
  /** How many of its elements are left open. */
  elements: number;
}

/** A comparison or a choice of the largest whose arguments are not unique. */
export interface EnvelopeDecision {
  operation: string;
  node: number;
  /**
   * The decision is unique for inputs on which its arguments are at least this far apart (the largest from every other), in integers at
   * the arguments' scale.
   */
  margin: number;
}

export interface OutputEnvelope {
  /** Which of the circuit's outputs. */
  index: number;
  scale: number;
  /** Every accepted proof of one input states the same answer. */
  unique: boolean;
  /** The furthest that two accepted answers to one input can be apart, over all elements, as integers at the output's scale; proven. */
  bound: number;
  /** The bound of each element. */
  perElement: readonly number[];
  /** Where all accepted answers lie, over all inputs in range. A bound as wide as this says no more than the range. */
  range: readonly [number, number];
  causes: readonly EnvelopeCause[];
  decisions: readonly EnvelopeDecision[];
  /** The margin that makes every decision behind this output unique. */
  margin?: number;
  /** The widest pair of accepted answers that was found. */
  example?: WorstExample;
}

export type AnswerEnvelope =
  | {
      known: true;
      outputs: readonly OutputEnvelope[];
      /** What is said holds for the parameters that the circuit was compiled with; private ones bind no prover. */
      parameters: CircuitVisibility;
    }
  /** Nothing is claimed; the error says which operation or which byte is why. */
  | { known: false; outputs: readonly []; reason: EzklError };

export interface EnvelopeOptions {
  /**
   * Where the integers of each input lie, by input: [low, high] for all of its elements, or one pair for each. Without it, what the
   * circuit's own range check allows; hashed and committed inputs have none, and then nothing limits them.
   */
  inputRanges?: readonly (InputRange | undefined)[];
  /** Quantised inputs to look for examples on; each has one array for each input. */
  samples?: readonly (readonly ArrayLike<number>[])[];
  /** What the search may cost, in multiplications. */
  work?: number;
}

/**
 * How far the answers to one input can differ that the engine's circuit accepts: proven for all inputs in range, and shown on samples.
 * @example answerEnvelope(bytes, "21.0.0", { samples }).outputs[0]?.bound
 */
export function answerEnvelope(
  bytes: Uint8Array,
  version: string,
  options: EnvelopeOptions = {},
): AnswerEnvelope {
  try {
    const graph = readCircuit(bytes, version);
    const outputs = leavesChoices(graph) ? envelopesOf(graph, options) : uniqueOutputs(graph, options);
    return { known: true, outputs, parameters: graph.visibility.params };
  } catch (error) {
    if (error instanceof EzklError) return { known: false, outputs: [], reason: error };
    throw error;
  }
}

/** A circuit without choices needs no arithmetic that is modelled; the range is told where it is. */
function uniqueOutputs(graph: CircuitGraph, { inputRanges }: EnvelopeOptions): OutputEnvelope[] {
  const ranges = rangesOf(graph, inputRanges);
  return graph.outputs.map(({ node: from }, index) => {
    const node = graph.nodes.get(from);
    const perElement = new Array<number>(sizeOf(node?.dims ?? [])).fill(0);
    const range = ranges?.[index] ?? ([-Infinity, Infinity] as const);
    return {
      index,
      scale: node?.scale ?? 0,
      unique: true,
      bound: 0,
      perElement,
      range,
      causes: [],
      decisions: [],
    };
  });
}

function rangesOf(
  graph: CircuitGraph,
  inputRanges: EnvelopeOptions["inputRanges"],
): [number, number][] | undefined {
  try {
    const program = lowerCircuit(graph);
    const reaches = boundProgram(program, inputRanges);
    return program.outputs.map((output) => rangeOf(program, reaches[output]));
  } catch (error) {
    if (error instanceof CircuitNotModelledError) return undefined;
    throw error;
  }
}

function envelopesOf(
  graph: CircuitGraph,
  { inputRanges, samples = [], work = SEARCH_WORK }: EnvelopeOptions,
): OutputEnvelope[] {
  const program = lowerCircuit(graph);
  const reaches = boundProgram(program, inputRanges);
  const gaps = program.outputs.map((output) => [...(reaches[output]?.gap ?? [])]);
  const wanted = gaps.map((own) =>
    own
      .map((gap, element) => ({ gap, element }))
      .filter(({ gap }) => gap > 0)
      .sort((a, b) => b.gap - a.gap || a.element - b.element)
      .map(({ element }) => element),
  );
  const inputs = samples.map((sample) => sample.map((input) => Float64Array.from(input)));
  const examples = searchExamples(program, inputs, wanted, work);
  return program.outputs.map((output, index) => {
    const perElement = gaps[index] ?? [];
    const bound = perElement.reduce((most, gap) => Math.max(most, gap), 0);
    const behind = bound === 0 ? new Set<number>() : stepsBehind(program, output);
    const decisions = decisionsBehind(graph, program, reaches, behind);
    const example = examples[index];
    return {
      index,
      scale: graph.nodes.get(graph.outputs[index]?.node ?? -1)?.scale ?? 0,
      unique: bound === 0,
      bound,
      perElement,
      range: rangeOf(program, reaches[output]),
      causes: causesBehind(graph, program, reaches, behind),
      decisions,
      ...(decisions.length > 0 && { margin: Math.max(...decisions.map(({ margin }) => margin)) }),
      ...(example && { example }),
    };
  });
}

function rangeOf(program: Program, reach: Reach | undefined): [number, number] {
  const limit = program.outputsRangeChecked ? program.limit : Infinity;
  const low = reach?.low.reduce((least, value) => Math.min(least, value), Infinity) ?? -Infinity;
  const high = reach?.high.reduce((most, value) => Math.max(most, value), -Infinity) ?? Infinity;
  return [Math.max(low, -limit), Math.min(high, limit)];
}

function stepsBehind(program: Program, output: number): Set<number> {
  const behind = new Set([output]);
  for (let index = output; index >= 0; index--) {
    const step = program.steps[index];
    if (step !== undefined && behind.has(index)) for (const read of readsOf(step)) behind.add(read);
  }
  return behind;
}

function nameOf(graph: CircuitGraph, node: number): string {
  const op = graph.nodes.get(node)?.op;
  return op === undefined ? "unknown" : describeOp(op);
}

function causesBehind(
  graph: CircuitGraph,
  program: Program,
  reaches: readonly Reach[],
  behind: ReadonlySet<number>,
): EnvelopeCause[] {
  return program.steps.flatMap((step, index) => {
    if (step.kind !== "divide" || !behind.has(index)) return [];
    const elements = reaches[index]?.gap.filter((gap) => gap > 0).length ?? 0;
    return elements === 0 ? [] : [{ operation: nameOf(graph, step.node), node: step.node, elements }];
  });
}

function decisionsBehind(
  graph: CircuitGraph,
  program: Program,
  reaches: readonly Reach[],
  behind: ReadonlySet<number>,
): EnvelopeDecision[] {
  return program.steps.flatMap((step, index) => {
    const own = reaches[index];
    if (own === undefined || !behind.has(index) || (step.kind !== "best" && step.kind !== "compare"))
      return [];
    let moved = 0;
    own.gap.forEach((gap, i) => {
      if (gap === 0) return;
      const [a, b] = [reaches[step.a], step.kind === "compare" ? reaches[step.b] : undefined];
      if (a === undefined) return;
      moved = Math.max(
        moved,
        step.kind === "best"
          ? contested(step, a, i, candidates(step, a, i))
          : (a.gap[i] ?? Infinity) + (b?.gap[i] ?? Infinity),
      );
    });
    return moved === 0 ? [] : [{ operation: nameOf(graph, step.node), node: step.node, margin: moved + 1 }];
  });
}
