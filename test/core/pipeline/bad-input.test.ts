import { expect } from "chai";

import type { InputData } from "../../../src/pipeline/input.ts";
import { copyOfTiny, useEngines } from "./fixture.ts";
import { refuses } from "./refuses.ts";
import { Sandbox } from "./sandbox.ts";
import { integerOnnx } from "./tiny-model.ts";

describe("an input that cannot be proved", function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  const withEngines = useEngines();
  before(async () => {
    sandbox = withEngines(await copyOfTiny());
  });
  after(async () => sandbox.remove());
  afterEach(async () => {
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  for (const [code, what, input] of [
    ["EZKL_INPUT_INVALID", "no list", []],
    ["EZKL_INPUT_INVALID", "a list too many", [[1, 2], [3]]],
    ["EZKL_INPUT_INVALID", "an element too few", [[1]]],
    ["EZKL_INPUT_INVALID", "an element too many", [[1, 2, 3]]],
    ["EZKL_INPUT_INVALID", "a text", [["one", 2]]],
    ["EZKL_INPUT_INVALID", "NaN as a text", [["NaN", 2]]],
    ["EZKL_INPUT_INVALID", "NaN", [[NaN, 2]]],
    ["EZKL_INPUT_INVALID", "an infinity", [[1, -Infinity]]],
    ["EZKL_INPUT_RANGE", "a value just beyond the range (2^28 / 2^7)", [[2 ** 21, 0]]],
    ["EZKL_INPUT_RANGE", "a value just below the range", [[0, -(2 ** 21)]]],
    ["EZKL_INPUT_RANGE", "values in range with an intermediate beyond it", [[2 ** 20, 2 ** 20]]],
  ] as [string, string, InputData][]) {
    it(`${code}: ${what}`, async () => {
      sandbox.takeSteps();
      await refuses(code, async () => sandbox.prove("tiny", { input }));
      expect(sandbox.takeSteps()).to.not.include("prove");
    });
  }

  it("EZKL_CONTEXT: no context, for a model that carries one", async () => {
    const { remedy } = await refuses("EZKL_CONTEXT", async () =>
      sandbox.prove("tiny", { context: undefined }),
    );
    expect(remedy).to.contain("--consumer");
  });

  describe("of a model of integers without context", () => {
    let integers: Sandbox;
    before(async () => {
      integers = withEngines(await Sandbox.make());
      await integers.write(
        "integers",
        { context: false },
        { "network.onnx": integerOnnx(), "input.json": '{"input_data": [[1, 2]]}' },
      );
      await integers.build("integers");
    });
    after(async () => integers.remove());

    it("EZKL_INPUT_INVALID: a fraction", async () => {
      const refused = async () => integers.prove("integers", { input: [[1, 2.5]], context: undefined });
      const { what } = await refuses("EZKL_INPUT_INVALID", refused);
      expect(what).to.contain("count").and.to.contain("2.5");
    });

    it("EZKL_CONTEXT: a context that is not wanted", async () => {
      await refuses("EZKL_CONTEXT", async () => integers.prove("integers", { input: [[1, 2]] }));
    });

    it("while integers prove", async () => {
      const { instances } = await integers.prove("integers", { input: [[1, 2]], context: undefined });
      expect(instances).to.deep.equal([1n, 2n]);
    });
  });
});
