import type { PrettyElements } from "../../src/artifacts/public-inputs.ts";
import { fixedToNumber } from "../../src/field/fixed.ts";
import { decodeStatement } from "../../src/statement/decode.ts";
import { isHash, statementTensors, type StatementLayout, type Tensor } from "../../src/statement/tensor.ts";

/**
 * Compares both codecs with the engine's own decoding of a proof's instances.
 * @param solidity raw values from the generated library, in the layout's order
 * @returns the first difference, or undefined
 */
export function codecDifference(
  layout: StatementLayout,
  instances: readonly bigint[],
  pretty: PrettyElements,
  solidity: readonly bigint[],
): string | undefined {
  const statement = decodeStatement(layout, instances);
  const inputs = [...(pretty.rescaled_inputs ?? [])];
  const outputs = [...(pretty.rescaled_outputs ?? [])];
  const hashes = [...(pretty.processed_inputs ?? []), ...(pretty.processed_outputs ?? [])];
  let next = 0;
  for (const tensor of layout.tensors) {
    const expected = (
      isHash(tensor) ? hashes : tensor.role === "input" || tensor.name === "contextInput" ? inputs : outputs
    ).shift();
    if (!statementTensors(layout).includes(tensor)) continue;
    const values = solidity.slice(next, (next += tensor.length));
    const difference = tensorDifference(tensor, statement[tensor.name], expected ?? [], values);
    if (difference !== undefined) return `${tensor.name}: ${difference}`;
  }
  return undefined;
}

function tensorDifference(
  tensor: Tensor,
  decoded: ReturnType<typeof decodeStatement>[string] | undefined,
  expected: readonly string[],
  solidity: readonly bigint[],
): string | undefined {
  if (decoded === undefined) return "missing from the decoded statement";
  if (typeof decoded === "bigint") {
    const engine = BigInt(expected[0] ?? "-1");
    if (engine !== decoded) return `engine ${engine}, TypeScript ${decoded}`;
    return BigInt.asUintN(256, solidity[0] ?? -1n) === decoded
      ? undefined
      : `Solidity ${solidity[0]}, TypeScript ${decoded}`;
  }
  const values = "raw" in decoded ? [decoded] : decoded;
  if (values.length !== expected.length)
    return `${values.length} elements, the engine has ${expected.length}`;
  for (const [index, value] of values.entries()) {
    const engine = Number(expected[index]);
    if (fixedToNumber(value) !== engine)
      return `[${index}] engine ${expected[index]}, TypeScript ${fixedToNumber(value)}`;
    if (solidity[index] !== value.raw)
      return `[${index}] Solidity ${solidity[index]}, TypeScript ${value.raw}`;
  }
  return undefined;
}
