import { joinLimbs } from "../context/limbs.ts";
import { InstanceCountError } from "../errors/statement.ts";
import type { Fixed } from "../field/fixed.ts";
import { assertScalar } from "../field/scalar.ts";
import { feltToSigned } from "../field/signed.ts";
import type { StatementLayout, Tensor } from "./tensor.ts";
import { isHash, statementTensors } from "./tensor.ts";

/** A tensor of one element is a Fixed, a longer one a row-major list; hashes and the context are plain integers. */
export type StatementValue = Fixed | readonly Fixed[] | bigint;

/**
 * The statement that a proof's instances make: one member for each tensor, and `context` (the 162-bit value of its limbs)
 * when the model carries one.
 * @throws InstanceCountError on any other number of instances than the layout's
 * @throws FeltInvalidError, SignedOutOfRangeError naming the tensor and index of an element that has no reading
 * @throws ContextArgumentError when a limb has more than 27 bits.
 */
export function decodeStatement(
  layout: StatementLayout,
  instances: readonly bigint[],
): Record<string, StatementValue> {
  if (instances.length !== layout.instances) {
    throw new InstanceCountError(layout.model, instances.length, layout.instances);
  }
  const members = statementTensors(layout).map(
    (tensor) => [tensor.name, decodeTensor(tensor, instances)] as const,
  );
  const statement: Record<string, StatementValue> = Object.fromEntries(members);
  const context = layout.tensors.find(
    ({ role, offset }) => role === "context" && offset === layout.contextOffset,
  );
  if (context !== undefined) statement[context.name] = joinLimbs(elementsOf(context, instances));
  return statement;
}

/** The instances of one tensor, undecoded. */
export function elementsOf({ offset, length }: Tensor, instances: readonly bigint[]): readonly bigint[] {
  return instances.slice(offset, offset + length);
}

function decodeTensor(tensor: Tensor, instances: readonly bigint[]): StatementValue {
  const { name, length, scaleBits } = tensor;
  const elements = elementsOf(tensor, instances);
  if (isHash(tensor)) return assertScalar(name, elements[0] ?? 0n);
  const values = elements.map((felt, index) => ({
    raw: feltToSigned(felt, length === 1 ? name : `${name}[${index}]`),
    scale: scaleBits,
  }));
  return length === 1 && values[0] !== undefined ? values[0] : values;
}
