import { expect } from "chai";

import type { PrettyElements } from "../../../src/artifacts/public-inputs.ts";
import { feltFromBe, feltFromLe } from "../../../src/field/felt.ts";
import type { Fixed } from "../../../src/field/fixed.ts";
import { fixedToString } from "../../../src/field/fixed.ts";
import { joinLimbs } from "../../../src/context/limbs.ts";
import type { StatementValue } from "../../../src/statement/decode.ts";
import { decodeStatement, elementsOf } from "../../../src/statement/decode.ts";
import { layoutOf } from "../../../src/statement/layout.ts";
import type { Tensor } from "../../../src/statement/tensor.ts";
import { statementTensors } from "../../../src/statement/tensor.ts";
import { codecVectors } from "./vectors.ts";

/** Each tensor's elements as the engine prints them, in the order of the engine's lists. */
function engineTensors(pretty: PrettyElements): { felts: bigint[]; decimals: string[] | undefined }[] {
  const values = (felts: PrettyElements["inputs"], decimals: string[][]) =>
    felts.map((list, index) => ({ felts: list.map(feltFromBe), decimals: decimals[index] }));
  const hashes = (felts: PrettyElements["inputs"]) =>
    felts.map((list) => ({ felts: list.map(feltFromBe), decimals: undefined }));
  return [
    ...values(pretty.inputs, pretty.rescaled_inputs),
    ...hashes(pretty.processed_inputs),
    ...values(pretty.outputs, pretty.rescaled_outputs),
    ...hashes(pretty.processed_outputs),
  ];
}

function decimalsOf(value: StatementValue): string[] | undefined {
  if (typeof value === "bigint") return undefined;
  return (Array.isArray(value) ? (value as readonly Fixed[]) : [value as Fixed]).map(fixedToString);
}

describe("statement codec against the engine's own decoding", () => {
  const vectors = codecVectors();

  it("has vectors of both engines", () => {
    expect([...new Set(vectors.map(({ provenance }) => provenance.engine))]).to.have.members([
      "21.0.0",
      "23.0.5",
    ]);
  });

  for (const { provenance, context, signature, cases } of vectors) {
    for (const { inputs, outputs, settings, proof } of cases) {
      const title = `${provenance.model}${context ? " with context" : ""}, ${provenance.engine}, ${inputs} -> ${outputs}`;
      it(title, () => {
        const layout = layoutOf({ model: provenance.model, settings, signature, context });
        const instances = proof.instances.flat().map(feltFromLe);
        const expected = engineTensors(proof.pretty_public_inputs);
        const statement = decodeStatement(layout, instances);

        expect(layout.tensors.map((tensor) => elementsOf(tensor, instances))).to.deep.equal(
          expected.map(({ felts }) => felts),
        );
        const decimals = new Map(
          layout.tensors.map((tensor: Tensor, index) => [tensor.name, expected[index]?.decimals]),
        );
        for (const { name } of statementTensors(layout)) {
          expect(decimalsOf(statement[name] ?? 0n), name).to.deep.equal(decimals.get(name));
        }
        const members = statementTensors(layout).map(({ name }) => name);
        expect(Object.keys(statement)).to.have.members(context ? [...members, "context"] : members);
        if (context) expect(statement["context"]).to.equal(joinLimbs([2 ** 27 - 1, 1, 2, 3, 0, 2 ** 26]));
      });
    }
  }
});
