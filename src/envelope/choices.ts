import type { CircuitGraph } from "../circuit/graph.ts";
import type { Op } from "../circuit/op.ts";

/** Whether the circuit may accept several answers of this operation to the same arguments. */
function leavesChoice(op: Op): boolean {
  if (op.kind === "rebased") return leavesChoice(op.inner) || leavesChoice(op.divide);
  if (op.kind === "rescaled") return leavesChoice(op.inner);
  // Other denominators than whole ones are read from a table.
  if (op.kind === "div") return Number.isInteger(op.denominator) && op.denominator !== 1;
  if (op.kind === "sumPool") return op.normalized;
  return op.kind === "meanOfSquares" || op.kind === "ln" || op.kind === "unknown" || op.kind === "output";
}

/** Whether any operation of the circuit leaves the prover a choice. Without one each answer is unique, whatever its arithmetic is. */
export function leavesChoices(graph: CircuitGraph): boolean {
  return [...graph.nodes.values()].some(({ op }) => leavesChoice(op));
}
