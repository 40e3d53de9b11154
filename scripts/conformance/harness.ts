import { pascalName } from "../../src/statement/naming.ts";
import { solidityName } from "../../src/statement/reserved-words.ts";
import { isHash, statementTensors, type StatementLayout } from "../../src/statement/tensor.ts";

/**
 * A contract that reads a whole statement through the generated library's accessors, tensor after tensor, so that the Solidity codec
 * can be compared with the others. Returns the raw values in the layout's order; hashes are cast.
 */
export function statementHarness(layout: StatementLayout): string {
  const library = `${pascalName(layout.model)}Statement`;
  const tensors = statementTensors(layout).filter(({ length }) => length > 0);
  const total = tensors.reduce((sum, { length }) => sum + length, 0);
  const reads = tensors.map((tensor) => {
    const cast = isHash(tensor) ? (value: string) => `int256(${value})` : (value: string) => value;
    return tensor.length === 1
      ? `        read[next++] = ${cast(`${library}.${solidityName(tensor.name)}(instances)`)};`
      : `        for (uint256 i = 0; i < ${tensor.length}; ++i) read[next++] = ${cast(`${library}.${tensor.name}At(instances, i)`)};`;
  });
  return [
    "// SPDX-License-Identifier: MIT",
    "pragma solidity ^0.8.28;",
    `import {${library}} from "./${library}.sol";`,
    "contract StatementHarness {",
    "    function values(uint256[] calldata instances) external pure returns (int256[] memory read) {",
    `        read = new int256[](${total});`,
    "        uint256 next = 0;",
    ...reads,
    "    }",
    "}",
    "",
  ].join("\n");
}
