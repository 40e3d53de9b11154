import { camelName, constantName, pascalName } from "../../../../src/statement/naming.ts";
import { solidityName } from "../../../../src/statement/reserved-words.ts";
import {
  isHash,
  statementTensors,
  type StatementLayout,
  type Tensor,
} from "../../../../src/statement/tensor.ts";

/** How a tensor is read, in both languages. */
export interface Accessor {
  tensor: Tensor;
  solidity: string;
  /** The word that {@link solidity} gives. */
  solidityType: "int256" | "uint256";
  /** Of the constants about the tensor: RETURNS for RETURNS_OFFSET. */
  constant: string;
  typescript: string;
}

/** The library that a model's build generates. */
export function libraryOf({ model }: StatementLayout): string {
  return `${pascalName(model)}Statement`;
}

/** The codec that a model's build generates. */
export function codecOf({ model }: StatementLayout): string {
  return `${camelName(model)}Statement`;
}

/** One a tensor that has elements, in the layout's order; of a list, the element at `index`. */
export function accessorsOf(layout: StatementLayout, index = "i"): Accessor[] {
  return statementTensors(layout)
    .filter(({ length }) => length > 0)
    .map((tensor) => {
      const { name, length } = tensor;
      const call = length === 1 ? `${solidityName(name)}(instances)` : `${name}At(instances, ${index})`;
      return {
        tensor,
        solidity: `${libraryOf(layout)}.${call}`,
        solidityType: isHash(tensor) ? "uint256" : "int256",
        constant: constantName(name),
        typescript: `statement.${name}${length === 1 ? "" : `[${index}]`}`,
      };
    });
}
