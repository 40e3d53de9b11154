import type { TableFunction } from "../circuit/op.ts";

/** Functions of one element whose answer the circuit forces. */
export type ElementFunction =
  | { name: "table"; table: TableFunction }
  /** x for positive x, else `slope` times x, all of it times `by`; slope and by are integers. */
  | { name: "leakyRelu"; by: number; slope: number }
  | { name: "abs" | "sign" }
  | { name: "power"; exponent: number }
  | { name: "times"; by: number }
  | { name: "recip"; inputScale: number; outputScale: number; epsilon: number }
  | { name: "sqrt"; scale: number }
  /** To a multiple of `scale`. */
  | { name: "floor" | "ceil" | "round" | "roundHalfToEven"; scale: number };

export type Comparison = "greater" | "greaterEqual" | "less" | "lessEqual" | "equals";

interface Common {
  /** The circuit's node that this is a part of. */
  node: number;
  length: number;
}

/**
 * One step of a circuit's arithmetic. A circuit is lowered to few kinds of steps, so that values, bounds and sensitivities are each
 * defined once. Numbers that name a step are its place in the program.
 */
export type Step = Common &
  (
    | { kind: "input"; input: number; rangeChecked: boolean }
    | { kind: "constant"; data: Float64Array; exact: boolean }
    /** Element i is element `at[i]` of step `from[which[i]]`; 0 where `which[i]` is -1. Without `which`, of the first. */
    | { kind: "pick"; from: readonly number[]; which?: Int8Array | Int32Array; at: Int32Array }
    /** Element i is the sum of a[left[j]] * b[right[j]], j from starts[i] to starts[i + 1]. */
    | { kind: "dot"; a: number; b: number; starts: Int32Array; left: Int32Array; right: Int32Array }
    | { kind: "add" | "sub" | "mul" | "max" | "min"; a: number; b: number }
    | { kind: "compare"; how: Comparison; a: number; b: number }
    /** a where the mask is 1, b where it is 0. */
    | { kind: "choose"; mask: number; a: number; b: number }
    | { kind: "each"; a: number; apply: ElementFunction }
    /** Division by a constant: floor or ceiling, at the prover's choice. */
    | { kind: "divide"; a: number; by: number }
    /** The `rank`-th largest (from 0) of each group of `size` elements. */
    | { kind: "ranked"; a: number; groups: Int32Array; size: number; rank: number; smallest: boolean }
    /** The place within its group of the largest (smallest) element, the first at a tie. */
    | { kind: "best"; a: number; groups: Int32Array; size: number; smallest: boolean }
    /** Element i is a[starts[i] + step * index[places[i]]], which the circuit forces to be one of `size`. */
    | {
        kind: "lookUp";
        a: number;
        index: number;
        places: Int32Array;
        starts: Int32Array;
        step: number;
        size: number;
      }
  );

export interface Program {
  steps: readonly Step[];
  /** The steps that hold the outputs. */
  outputs: readonly number[];
  /** Elements of each input. */
  inputs: readonly { length: number; scale: number }[];
  /** |x| of every decomposed value is at most this. */
  limit: number;
  outputsRangeChecked: boolean;
  /** The widest range that any table of the circuit can have. */
  tableRange: readonly [number, number];
  /** Multiplications and picks of one evaluation. */
  cost: number;
}

/** The steps that a step reads. */
export function readsOf(step: Step): readonly number[] {
  if (step.kind === "input" || step.kind === "constant") return [];
  if (step.kind === "pick") return step.from;
  if (step.kind === "choose") return [step.mask, step.a, step.b];
  if (step.kind === "lookUp") return [step.a, step.index];
  return "b" in step ? [step.a, step.b] : [step.a];
}
