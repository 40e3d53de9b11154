import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { PbfWriter } from "pbf";

import { FloatRuntime } from "../../../src/engine/float/runtime.ts";
import { OnnxMalformedError } from "../../../src/errors/onnx.ts";
import { rewriteOnnx, RULES, type RuleName } from "../../../src/onnx/rewrite/index.ts";
import { readOnnxSignature } from "../../../src/onnx/signature.ts";
import { userCacheDir } from "../../../src/pipeline/cache-dir.ts";
import { seededRandom } from "../../../src/tune/random.ts";

import { model, node, value, type Fields } from "./build.ts";

const FLOAT = 1;
const ALL = Object.keys(RULES) as RuleName[];

/** An AttributeProto of type FLOAT; {@link Fields} has no floats. */
function floatAttribute(name: string, number: number): Uint8Array {
  const writer = new PbfWriter();
  writer.writeStringField(1, name);
  writer.writeFloatField(2, number);
  writer.writeVarintField(20, 1);
  return writer.finish().slice();
}

const scalar = (name: string, number: number): Fields => [
  [2, FLOAT],
  [8, name],
  [9, new Uint8Array(new Float32Array([number]).buffer)],
];

/** `y = f(x)` on eight floats; the operator set is the first with HardSwish. */
const elementwise = (nodes: Fields[], constants: Record<string, number> = {}): Uint8Array =>
  model(
    [
      ...nodes.map((fields) => [1, fields] as const),
      [2, "elementwise"],
      ...Object.entries(constants).map(([name, number]) => [5, scalar(name, number)] as const),
      [11, value("x", FLOAT, [1, 8])],
      [12, value("y", FLOAT, [1, 8])],
    ],
    14,
  );

const clip = (inputs: string[]): Uint8Array =>
  elementwise([node("Clip", ["x", ...inputs], ["y"])], { low: -1.25, high: 2.5, zero: 0, none: 3.4e38 });
const gentle = [5, floatAttribute("alpha", 0.3)] as const;

const MODELS: Record<string, Uint8Array> = {
  "Clip between two bounds": clip(["low", "high"]),
  "Clip from zero on": clip(["zero", "high"]),
  "Clip with a lower bound": clip(["low"]),
  "Clip with a bound that is none": clip(["low", "none"]),
  "Clip with an upper bound": clip(["", "high"]),
  HardSigmoid: elementwise([node("HardSigmoid", ["x"], ["y"])]),
  "HardSigmoid with a slope": elementwise([[...node("HardSigmoid", ["x"], ["y"]), gentle]]),
  HardSwish: elementwise([node("HardSwish", ["x"], ["y"])]),
  LeakyRelu: elementwise([node("LeakyRelu", ["x"], ["y"])]),
  "LeakyRelu with a slope": elementwise([[...node("LeakyRelu", ["x"], ["y"]), gentle]]),
  "Max with a constant": elementwise([node("Max", ["x", "c"], ["y"])], { c: 0.75 }),
  "Min with a constant": elementwise([node("Min", ["c", "x"], ["y"])], { c: 0.75 }),
  "the inverse of a root": elementwise([
    node("Abs", ["x"], ["size"]),
    node("Sqrt", ["size"], ["root"]),
    node("Reciprocal", ["root"], ["y"]),
  ]),
  "several in a row": elementwise(
    [
      node("HardSwish", ["x"], ["a"]),
      node("Clip", ["a", "low", "high"], ["b"]),
      node("LeakyRelu", ["b"], ["y"]),
    ],
    { low: -0.25, high: 0.5 },
  ),
};

describe("rewritten graphs", function () {
  this.timeout(180_000);
  let directory = "";
  let runtime: FloatRuntime | undefined;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "hardhat-ezkl-rewrite-"));
    runtime = await FloatRuntime.open({ cacheDir: userCacheDir(), timeoutSeconds: 60, label: "rewrite" });
  });
  after(async () => {
    await runtime?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const random = seededRandom(8, "rewrites");
  const samples = Array.from({ length: 40 }, () => [Array.from({ length: 8 }, () => random.normal() * 3)]);
  const answers = async (name: string, bytes: Uint8Array): Promise<number[]> => {
    const onnx = join(directory, name);
    await writeFile(onnx, bytes);
    return ((await runtime?.run({ onnx, samples, variables: [] })) ?? []).flat(2) as number[];
  };

  for (const [name, bytes] of Object.entries(MODELS)) {
    it(`${name}: other nodes, and onnxruntime gives the same answers`, async () => {
      const rewritten = rewriteOnnx(bytes, ALL, name) ?? expect.fail("nothing was rewritten");
      const before = readOnnxSignature(bytes, name);
      const after = readOnnxSignature(rewritten, name);
      expect(after.opTypes).to.not.deep.equal(before.opTypes);
      expect([after.inputs, after.outputs]).to.deep.equal([before.inputs, before.outputs]);
      const [ours, theirs] = [await answers("ours.onnx", rewritten), await answers("theirs.onnx", bytes)];
      expect(theirs).to.have.length(40 * 8);
      for (const [i, answer] of theirs.entries())
        expect(Math.abs((ours[i] as number) - answer), `element ${i}`).to.be.at.most(
          4e-6 * Math.max(1, Math.abs(answer)),
        );
    });
  }

  it("leave alone what no rule is for, and what only looks like it", () => {
    const untouched = [
      elementwise([node("Relu", ["x"], ["y"])]),
      elementwise([node("Clip", ["x", "low", "high"], ["y"])]), // bounds that are no constants
      elementwise([node("Max", ["x", "x"], ["y"])]),
      elementwise([node("Reciprocal", ["x"], ["y"])]),
      elementwise([node("Clip", ["x", "a", "b"], ["y"])], { a: 2, b: 1 }),
      elementwise([[...node("HardSwish", ["x"], ["y"]), [7, "com.example"]]]),
      model([
        [1, node("HardSwish", ["x"], ["y"])],
        [11, value("x", 11, [1, 8])],
        [12, value("y", 11, [1, 8])],
      ]),
    ];
    for (const bytes of untouched) expect(rewriteOnnx(bytes, ALL, "untouched")).to.equal(undefined);
    const root = MODELS["the inverse of a root"] as Uint8Array;
    expect(
      rewriteOnnx(
        root,
        ALL.filter((rule) => rule !== "inverseRoot"),
        "root",
      ),
    ).to.equal(undefined);
  });

  it("are not rewritten again", () => {
    const once = rewriteOnnx(MODELS["several in a row"] as Uint8Array, ALL, "once") as Uint8Array;
    expect(rewriteOnnx(once, ALL, "twice")).to.equal(undefined);
  });

  it("of damaged files: a rewrite, none, or the one error", () => {
    for (const bytes of Object.values(MODELS)) {
      for (let round = 0; round < 200; round++) {
        const damaged = bytes.slice(0, random.integer(1, bytes.length));
        if (damaged.length === bytes.length || random.next() < 0.5)
          damaged[random.integer(0, damaged.length - 1)] = random.integer(0, 255);
        try {
          const rewritten = rewriteOnnx(damaged, ALL, "damaged");
          if (rewritten !== undefined) readOnnxSignature(rewritten, "damaged");
        } catch (error) {
          expect(error, String(error)).to.be.instanceOf(OnnxMalformedError);
        }
      }
    }
  });
});
