import type { Einsum } from "../facts.ts";

/** What the columns of release 23.0.5's einsum checks follow from. */
export interface EinsumSize {
  /** Cells of each of the six variables. */
  cells: number;
  /** Axes longer than 1 of the largest output: one challenge each. */
  outputAxes: number;
}

/**
 * The engine sizes its einsum columns for every einsum of the model, those that ordinary gates compute included
 * (`analyze_einsum_usage`): an output is folded with one random vector an axis, then the inputs, axis by axis.
 */
export function einsumSize(einsums: readonly Einsum[]): EinsumSize {
  let cells = 0;
  let outputAxes = 0;
  for (const einsum of einsums) {
    const [inputs, output] = longAxes(einsum);
    cells += foldedOutput(output, einsum.axes) + foldedInputs(inputs, output, einsum.axes);
    outputAxes = Math.max(outputAxes, output.length);
  }
  return { cells, outputAxes };
}

/** Axes of length 1 are left out. */
function longAxes({ equation, axes }: Einsum): [string[], string] {
  const keep = (names: string): string => [...names].filter((name) => (axes[name] ?? 1) > 1).join("");
  const [inputs = "", output = ""] = equation.split("->");
  return [inputs.split(",").map(keep), keep(output)];
}

function foldedOutput(output: string, axes: Einsum["axes"]): number {
  let total = 0;
  for (let length = output.length; length > 0; length--) total += size(output.slice(0, length), axes);
  return total;
}

/**
 * Order and cost of the reductions (`input_reductions`): an output axis that several inputs share multiplies them element by
 * element, one that a single input has folds it with that axis's challenge; the axes left are summed over.
 */
function foldedInputs(inputs: readonly string[], output: string, axes: Einsum["axes"]): number {
  let tensors = [...inputs];
  let total = 0;
  const reduce = (axis: string): void => {
    const taken = tensors.filter((tensor) => tensor.includes(axis));
    const names = [...new Set(taken.join(""))].sort();
    const pairwise = output.includes(axis) && taken.length > 1;
    const result = (pairwise ? names : names.filter((name) => name !== axis)).join("");
    const length = pairwise ? 1 : (axes[axis] ?? 1);
    total += size(result, axes) * length * (taken.length <= 2 ? 1 : taken.length);
    tensors = [...tensors.filter((tensor) => !taken.includes(tensor)), result];
  };
  for (const axis of output) {
    while (tensors.some((tensor) => tensor.includes(axis))) reduce(axis);
  }
  for (const axis of [...new Set(tensors.join(""))].sort()) reduce(axis);
  return total;
}

function size(names: string, axes: Einsum["axes"]): number {
  return [...names].reduce((product, name) => product * (axes[name] ?? 1), 1);
}
