import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { FLOAT_PACKAGES, hasWheels } from "../../../src/engine/float/packages.ts";
import { FloatRuntime } from "../../../src/engine/float/runtime.ts";
import { userCacheDir } from "../../../src/pipeline/cache-dir.ts";
import { model, node, value } from "../onnx/build.ts";
import { integerOnnx, linearOnnx } from "../pipeline/tiny-model.ts";
import { refuses } from "../pipeline/refuses.ts";

describe("the float runtime", function () {
  this.timeout(180_000);
  let directory = "";
  let runtime: FloatRuntime | undefined;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "hardhat-ezkl-float-"));
    runtime = await FloatRuntime.open({ cacheDir: userCacheDir(), timeoutSeconds: 60, label: "float" });
  });
  after(async () => {
    await runtime?.close();
    await rm(directory, { recursive: true, force: true });
  });
  const run = async (
    bytes: Uint8Array,
    samples: (number | boolean)[][][],
    variables: [string, number][] = [],
  ) => {
    const onnx = join(directory, "model.onnx");
    await writeFile(onnx, bytes);
    return runtime?.run({ onnx, samples, variables });
  };

  it("answers as the model computes, sample by sample", async () => {
    // 0.5 a + 3 b + 0.25
    expect(await run(linearOnnx(), [[[1, -2]], [[0, 1]]])).to.deep.equal([[[-5.25]], [[3.25]]]);
    expect(await run(integerOnnx(), [[[7, -8]]])).to.deep.equal([[[7, -8]]]);
  });

  it("takes booleans, several inputs and outputs, and named dimensions", async () => {
    const bytes = model([
      [1, node("And", ["a", "b"], ["both"])],
      [1, node("Or", ["a", "b"], ["either"])],
      [2, "logic"],
      ...["a", "b"].map((name) => [11, value(name, 9, ["batch", 2])] as const),
      ...["both", "either"].map((name) => [12, value(name, 9, ["batch", 2])] as const),
    ]);
    const sample = [
      [true, false],
      [true, true],
    ];
    expect(await run(bytes, [sample], [["batch", 1]])).to.deep.equal([
      [
        [1, 0],
        [1, 1],
      ],
    ]);
    expect(await run(bytes, [sample]), "the dimension follows from the values").to.deep.equal([
      [
        [1, 0],
        [1, 1],
      ],
    ]);
  });

  it("says null for what is no finite number", async () => {
    const bytes = model([
      [1, node("Reciprocal", ["x"], ["y"])],
      [2, "reciprocal"],
      [11, value("x", 1, [1, 2])],
      [12, value("y", 1, [1, 2])],
    ]);
    expect(await run(bytes, [[[0, 2]]])).to.deep.equal([[[null, 0.5]]]);
  });

  it("refuses a file that is no model, and the next call works", async () => {
    await refuses("EZKL_ENGINE_STEP", async () => run(new Uint8Array([1, 2, 3]), [[[1, 2]]]));
    expect(await run(linearOnnx(), [[[0, 0]]])).to.deep.equal([[[0.25]]]);
  });

  it("pins every wheel by its hash, and knows where there is none", () => {
    const lines = FLOAT_PACKAGES.requirements.trim().split(" \\\n");
    expect(
      lines.filter((line) => /^\s+--hash=sha256:[0-9a-f]{64}(\n\w+==[\d.]+)?$/.test(line)),
    ).to.have.length(40);
    expect(hasWheels("linux", "x64", "3.11.7")).to.equal(true);
    expect(hasWheels("darwin", "arm64", "3.13.0")).to.equal(true);
    for (const version of ["3.9.2", "3.14.0", "2.7.18"])
      expect(hasWheels("linux", "x64", version)).to.equal(false);
    expect(hasWheels("linux", "arm64", "3.11.7")).to.equal(false);
    expect(FLOAT_PACKAGES.refusal("linux", "arm64", "3.11.7")?.code).to.equal("EZKL_FLOAT_PLATFORM");
  });
});
