import { expect } from "chai";
import { sha256 } from "ethers";

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

  it("has the same models of both engines", () => {
    const modelsOf = (engine: string) =>
      vectors
        .filter(({ provenance }) => provenance.engine === engine)
        .map(({ provenance, context }) => `${provenance.model} ${context}`);
    expect(modelsOf("21.0.0")).to.not.be.empty;
    expect(modelsOf("23.0.5")).to.deep.equal(modelsOf("21.0.0"));
    expect(vectors).to.have.length(2 * modelsOf("21.0.0").length);
  });

  it("has the models that its vectors say they are of", () => {
    for (const { provenance, onnx } of vectors) {
      expect(sha256(onnx), provenance.model).to.equal(`0x${provenance.onnxSha256}`);
    }
  });

  it("covers what layouts differ in", () => {
    const cases = vectors.flatMap(({ cases: recorded }) => recorded);
    const settings = cases.map((entry) => entry.settings);
    const printed = cases.flatMap(({ proof }) => proof.pretty_public_inputs.rescaled_outputs.flat());
    const shapes = settings.flatMap(({ model_instance_shapes }) => model_instance_shapes);
    const declared = vectors.flatMap(({ signature }) => [...signature.inputs, ...signature.outputs]);
    const typesOf = (side: "input_types" | "output_types") => settings.flatMap((each) => each[side]);
    expect(typesOf("input_types")).to.include.members(["F32", "Int", "Bool"]);
    expect(typesOf("output_types")).to.include.members(["F32", "Int", "Bool"]);
    expect(printed.some((text) => text.startsWith("-") && text.includes("."))).to.equal(true);
    expect(printed.some((text) => /^-\d+$/.test(text))).to.equal(true);
    expect(shapes.map(({ length }) => length)).to.include.members([1, 2, 3]);
    expect(declared.some(({ shape }) => shape?.length === 0)).to.equal(true);
    expect(declared.some(({ shape }) => shape?.some((size) => typeof size === "string"))).to.equal(true);
    expect(settings.some(({ required_lookups }) => required_lookups.length > 0)).to.equal(true);
    expect(settings.some((each) => each.model_input_scales.length > 1)).to.equal(true);
    expect(settings.some((each) => new Set(each.model_output_scales).size > 1)).to.equal(true);
    expect(declared.map(({ name }) => name)).to.include.members(["returns", "address", "context", "12"]);
    const pairs = cases.map(({ inputs, outputs }) => `${inputs} ${outputs}`);
    expect(pairs).to.include.members([
      "private public",
      "public public",
      "hashed public",
      "public private",
      "hashed hashed",
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
