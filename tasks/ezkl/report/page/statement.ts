import { describeTensor } from "../../../../src/statement/describe.ts";
import type { StatementLayout, Tensor } from "../../../../src/statement/tensor.ts";
import { htmlTable } from "../../../ui/page/html.ts";
import { accessorsOf } from "../snippet/accessors.ts";

/** Where each tensor stands among the instances, and how both languages read it. */
export function statementTable(layout: StatementLayout): string {
  const accessors = new Map(accessorsOf(layout).map((accessor) => [accessor.tensor.name, accessor]));
  const rows = layout.tensors.map((tensor) => {
    const { name, role, length, offset, scaleBits, type } = tensor;
    const accessor = accessors.get(name);
    const last = offset + length - 1;
    const places = length === 0 ? "none" : length === 1 ? String(offset) : `${offset}…${last}`;
    return {
      cells: [
        ...[name, role, type, `[${tensor.shape.join(", ")}]`, places, String(scaleBits)],
        ...[
          accessor?.solidity ?? "",
          accessor?.typescript ?? (isBound(tensor, layout) ? "statement.context" : ""),
        ],
        tensor.role === "context"
          ? "What the proof is for, in six limbs of 27 bits."
          : describeTensor(tensor),
      ],
    };
  });
  return htmlTable(
    [
      ...[
        { head: "tensor", kind: "text" },
        { head: "role", kind: "text" },
        { head: "type", kind: "text" },
      ],
      ...[{ head: "shape", kind: "text" }, { head: "instances" }, { head: "scale bits" }],
      ...[
        { head: "in Solidity", kind: "text" },
        { head: "in TypeScript", kind: "text" },
      ],
      { head: "what it is", kind: "text long" },
    ] as const,
    rows,
  );
}

function isBound({ role, offset }: Tensor, { contextOffset }: StatementLayout): boolean {
  return role === "context" && offset === contextOffset;
}
