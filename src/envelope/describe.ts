import type { Op } from "../circuit/op.ts";

/** The engine's word for an operation, and what it is rescaled by. */
export function describeOp(op: Op): string {
  if (op.kind === "rebased") {
    const inner = describeOp(op.inner);
    return op.divide.kind === "div" ? `${inner} rescaled by ${op.divide.denominator}` : inner;
  }
  if (op.kind === "rescaled") return describeOp(op.inner);
  if (op.kind === "div") return `division by ${op.denominator}`;
  return op.kind === "table" ? op.table.name : op.kind;
}
