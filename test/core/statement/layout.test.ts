import { expect } from "chai";

import type { Settings } from "../../../src/artifacts/settings.ts";
import type { OnnxSignature } from "../../../src/onnx/signature.ts";
import { decodeStatement } from "../../../src/statement/decode.ts";
import { layoutOf } from "../../../src/statement/layout.ts";
import { R } from "../../../src/field/scalar.ts";
import { expectCode } from "../expect-code.ts";
import type { CodecVector } from "./vectors.ts";
import { codecVectors } from "./vectors.ts";

function vectorOf(model: string, context: boolean): CodecVector {
  const found = codecVectors().find(
    (vector) => vector.provenance.model === model && vector.context === context,
  );
  return found ?? expect.fail(`no vector of ${model}`);
}

function settingsOf(
  vector: CodecVector,
  inputs: string,
  change: (settings: Settings) => void = () => undefined,
): Settings {
  const found = vector.cases.find((entry) => entry.inputs === inputs && entry.outputs === "public");
  const settings = structuredClone(found?.settings) ?? expect.fail(`no case with ${inputs} inputs`);
  change(settings);
  return settings;
}

const carrier = vectorOf("scores", true);
const model = "m";

describe("statement layout", () => {
  it("places public inputs, then outputs, with the context last of each", () => {
    const layout = layoutOf({
      model,
      settings: settingsOf(carrier, "public"),
      signature: carrier.signature,
      context: true,
    });
    const places = layout.tensors.map(({ name, role, offset, length, scaleBits }) => [
      name,
      role,
      offset,
      length,
      scaleBits,
    ]);
    expect(places).to.deep.equal([
      ["features", "input", 0, 3, 7],
      ["contextInput", "context", 3, 6, 0],
      ["scores", "output", 9, 4, 7],
      ["context", "context", 13, 6, 0],
    ]);
    expect(layout).to.include({ instances: 19, contextOffset: 13 });
  });

  it("gives hashed inputs one felt each, without scale, and private inputs none", () => {
    const hashed = layoutOf({
      model,
      settings: settingsOf(carrier, "hashed"),
      signature: carrier.signature,
      context: true,
    });
    expect(hashed.tensors.map(({ name, length }) => [name, length])).to.deep.equal([
      ["featuresHash", 1],
      ["contextInputHash", 1],
      ["scores", 4],
      ["context", 6],
    ]);
    expect(hashed.contextOffset).to.equal(6);
    const hidden = layoutOf({
      model,
      settings: settingsOf(carrier, "private"),
      signature: carrier.signature,
      context: true,
    });
    expect(hidden.tensors.map(({ name }) => name)).to.deep.equal(["scores", "context"]);
    expect(hidden.contextOffset).to.equal(4);
  });

  it("has no context unless the model carries one, whatever its tensors are called", () => {
    const layout = layoutOf({
      model,
      settings: settingsOf(carrier, "private"),
      signature: carrier.signature,
      context: false,
    });
    expect(layout.contextOffset).to.equal(null);
    expect(layout.tensors.map(({ name, role }) => [name, role])).to.deep.equal([
      ["scores", "output"],
      ["ezklContextOut", "output"],
    ]);
  });

  it("reads a scalar's empty shape as one element", () => {
    const settings = settingsOf(carrier, "private", (copy) => (copy.model_instance_shapes[0] = []));
    const layout = layoutOf({ model, settings, signature: carrier.signature, context: true });
    expect(layout.tensors[0]).to.deep.include({ length: 1, shape: [] });
    expect(decodeStatement(layout, [R - 1n, 0n, 0n, 0n, 0n, 0n, 1n])).to.deep.equal({
      scores: { raw: -1n, scale: 7 },
      context: 1n << 135n,
    });
  });

  it("numbers tensors when the engine kept another number of them than the file declares", () => {
    const signature: OnnxSignature = { ...carrier.signature, inputs: carrier.signature.inputs.slice(0, 1) };
    const settings = settingsOf(carrier, "public");
    const { tensors } = layoutOf({ model, settings, signature, context: false });
    expect(tensors.map(({ name }) => name)).to.deep.equal(["input0", "input1", "scores", "ezklContextOut"]);
  });

  const contradictions: [title: string, inputs: string, change: (settings: Settings) => void][] = [
    ["a shape too few", "public", (copy) => copy.model_instance_shapes.pop()],
    ["a shape too many", "private", (copy) => copy.model_instance_shapes.push([1])],
    ["a type too few", "private", (copy) => copy.output_types.pop()],
    ["hashes that no visibility explains", "private", (copy) => (copy.module_sizes.poseidon = [10, [1]])],
    ["no hashes for hashed inputs", "hashed", (copy) => (copy.module_sizes.poseidon = [0, [0]])],
    ["committed inputs", "private", (copy) => (copy.run_args.input_visibility = "KZGCommit")],
    [
      "privately hashed inputs",
      "private",
      (copy) => (copy.run_args.input_visibility = { Hashed: { hash_is_public: false, outlets: [0] } }),
    ],
    ["public weights", "private", (copy) => (copy.run_args.param_visibility = "Public")],
    ["private outputs with a context", "private", (copy) => (copy.run_args.output_visibility = "Private")],
    ["a context with a scale", "private", (copy) => (copy.model_output_scales[1] = 7)],
    ["a context of another length", "private", (copy) => (copy.model_instance_shapes[1] = [1, 5])],
  ];
  for (const [title, inputs, change] of contradictions) {
    it(`refuses settings with ${title}`, () => {
      const settings = settingsOf(carrier, inputs, change);
      expectCode("EZKL_STATEMENT_LAYOUT", () =>
        layoutOf({ model, settings, signature: carrier.signature, context: true }),
      );
    });
  }

  it("refuses a context that the graph does not carry", () => {
    const plain = vectorOf("gates", false);
    const source = {
      model,
      settings: settingsOf(plain, "private"),
      signature: plain.signature,
      context: true,
    };
    expectCode("EZKL_STATEMENT_LAYOUT", () => layoutOf(source));
    const [output, carried] = carrier.signature.outputs;
    if (output === undefined || carried === undefined) return expect.fail("two outputs expected");
    for (const outputs of [
      [output, { ...carried, name: "other" }],
      [output, output, carried],
    ]) {
      const signature = { ...carrier.signature, outputs };
      const error = expectCode("EZKL_STATEMENT_LAYOUT", () =>
        layoutOf({ model, settings: settingsOf(carrier, "private"), signature, context: true }),
      );
      expect(error.what).to.include("the last output is not ezkl_context_out");
    }
    const noInput = { ...carrier.signature, inputs: carrier.signature.inputs.slice(0, 1) };
    expectCode("EZKL_STATEMENT_LAYOUT", () =>
      layoutOf({ model, settings: settingsOf(carrier, "private"), signature: noInput, context: true }),
    );
  });
});

describe("statement layout of a context", () => {
  it("says that outputs must be public when they are not", () => {
    const settings = settingsOf(carrier, "private", (copy) => {
      copy.run_args.output_visibility = "Private";
      copy.model_instance_shapes = [];
    });
    const error = expectCode("EZKL_STATEMENT_LAYOUT", () =>
      layoutOf({ model, settings, signature: carrier.signature, context: true }),
    );
    expect(error.what).to.include("public outputs");
  });
});

describe("decoding", () => {
  const layout = layoutOf({
    model,
    settings: settingsOf(carrier, "private"),
    signature: carrier.signature,
    context: true,
  });
  const zeros = new Array<bigint>(10).fill(0n);

  it("refuses every other number of instances", () => {
    for (const length of [0, 9, 11]) {
      expectCode("EZKL_INSTANCE_COUNT", () => decodeStatement(layout, new Array<bigint>(length).fill(0n)));
    }
  });

  it("names the tensor and the element that has no reading", () => {
    const error = expectCode("EZKL_SIGNED_OUT_OF_RANGE", () =>
      decodeStatement(layout, zeros.with(2, R / 2n)),
    );
    expect(error.where).to.equal("scores[2]");
    expect(expectCode("EZKL_FELT_INVALID", () => decodeStatement(layout, zeros.with(1, R))).where).to.equal(
      "scores[1]",
    );
    expectCode("EZKL_CONTEXT_ARGUMENT", () => decodeStatement(layout, zeros.with(9, 2n ** 27n)));
  });

  it("takes a hash as it is, and refuses one beyond the field", () => {
    const hashed = layoutOf({
      model,
      settings: settingsOf(carrier, "hashed"),
      signature: carrier.signature,
      context: true,
    });
    const instances = new Array<bigint>(12).fill(0n);
    expect(decodeStatement(hashed, instances.with(0, R / 2n))["featuresHash"]).to.equal(R / 2n);
    expectCode("EZKL_FELT_INVALID", () => decodeStatement(hashed, instances.with(0, R)));
  });
});
