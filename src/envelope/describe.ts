import type { Op } from "../circuit/op.ts";

/** The engine's word for an operation, and what it is rescaled by. */
export function describeOp(op: Op): string {
  switch (op.kind) {
    case "rebased":
      return op.divide.kind === "div" ? `${describeOp(op.inner)} rescaled by ${op.divide.denominator}` : describeOp(op.inner);
    case "rescaled":
      return describeOp(op.inner);
    case "div":
      return `division by ${op.denominator}`;
    case "table":
      return op.table.name;
    default:
      return op.kind;
  }
}
