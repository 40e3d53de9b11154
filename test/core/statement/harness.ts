import { pascalName } from "../../../src/statement/naming.ts";
import { solidityName } from "../../../src/statement/reserved-words.ts";
import { MAX_STRUCT_WORDS } from "../../../src/statement/solidity.ts";
import type { StatementLayout } from "../../../src/statement/tensor.ts";
import { isHash, statementTensors } from "../../../src/statement/tensor.ts";

/** A contract that exposes a generated library: `decode`, and `read<i>(instances, index)` for the i-th tensor that has elements. */
export function harnessSource(layout: StatementLayout, libraryPath: string): string {
  const library = `${pascalName(layout.model)}Statement`;
  const tensors = statementTensors(layout).filter(({ length }) => length > 0);
  const words = tensors.reduce((sum, { length }) => sum + length, 0);
  const readers = tensors.map((tensor, i) => {
    const type = isHash(tensor) ? "uint256" : "int256";
    const call =
      tensor.length === 1
        ? `${library}.${solidityName(tensor.name)}(instances)`
        : `${library}.${tensor.name}At(instances, index)`;
    return `function read${i}(uint256[] calldata instances, uint256 index) external pure returns (${type}) { index; return ${call}; }`;
  });
  const decode = `function decode(uint256[] calldata instances) external pure returns (${library}.Statement memory) { return ${library}.decode(instances); }`;
  return `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
import {${library}} from "${libraryPath}";
contract ${library}Harness {
  uint256 public constant instanceCount = ${library}.INSTANCES;
  uint256 public constant contextOffset = ${library}.CONTEXT_OFFSET;
  bytes32 public constant modelDigest = ${library}.MODEL_DIGEST;
  ${readers.join("\n  ")}
  ${words > 0 && words <= MAX_STRUCT_WORDS ? decode : ""}
}`;
}
