import { keccak_256 } from "@noble/hashes/sha3";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";

import { VerifierShapeError } from "../../errors/verifier.ts";
import type { VerifierFacts } from "../facts.ts";
import type { Expression, Statement } from "../yul/syntax.ts";
import { calldataSize, layoutWords } from "./layout.ts";
import type { Node, Nodes } from "./node.ts";

const ERROR = "EzklNonCanonicalCalldata()";
const SELECTOR = BigInt(`0x${bytesToHex(keccak_256(utf8ToBytes(ERROR))).slice(0, 8)}`);

/**
 * Refuses a guard that is not the whole one: both heads, both lengths and the size of the call data are what the ABI encoder makes them, or the call reverts
 * with its error.
 * @param required what has to be 1 for the call to go on
 * @param body what happens otherwise
 * @throws VerifierShapeError
 */
export function requireGuard(
  required: readonly Node[],
  body: readonly Statement[],
  nodes: Nodes,
  facts: VerifierFacts,
  where?: string,
): void {
  const words = [...layoutWords(facts)].map(([offset, word]) =>
    nodes.of("eq", [nodes.calldata(offset), nodes.constant(word)]),
  );
  const size = nodes.of("eq", [nodes.of("calldatasize", []), nodes.constant(BigInt(calldataSize(facts)))]);
  const expected = new Set([...words, size]);
  if (expected.size !== new Set(required).size || required.some((node) => !expected.has(node)))
    throw new VerifierShapeError("the guard", "other conditions", where);
  const [store, fail, ...others] = body;
  if (!isCall(store, "mstore", [0n, SELECTOR]) || !isCall(fail, "revert", [0x1cn, 4n]) || others.length > 0)
    throw new VerifierShapeError("the guard", `it does not revert with ${ERROR}`, where);
}

function isCall(statement: Statement | undefined, name: string, args: readonly bigint[]): boolean {
  if (statement?.kind !== "expression" || statement.value.kind !== "call") return false;
  const { value } = statement;
  const isLiteral = (arg: Expression, index: number) => arg.kind === "literal" && arg.value === args[index];
  return value.name === name && value.args.length === args.length && value.args.every(isLiteral);
}
