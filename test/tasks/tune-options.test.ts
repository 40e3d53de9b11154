import { expect } from "chai";

import { parseTuneOptions, type TuneArguments } from "../../tasks/ezkl/tune/options.ts";
import { expectCode } from "../core/expect-code.ts";

const GIVEN: TuneArguments = { objective: "balanced", budget: "60", seed: "1", headroom: "2", fresh: false };

describe("the options of a search", () => {
  const parse = (given: Partial<TuneArguments>) => parseTuneOptions({ ...GIVEN, ...given }, "21.0.0");

  it("are taken as they are given", () => {
    expect(
      parse({
        objective: "gas",
        maxError: "0.05",
        engines: "23.0.5, 21.0.0,23.0.5",
        seed: "42",
        headroom: "6",
        fresh: true,
      }),
    ).to.deep.equal({
      objective: "gas",
      metric: undefined,
      maxError: 0.05,
      budgetSeconds: 60,
      engines: ["23.0.5", "21.0.0"],
      seed: 42,
      headroomBits: 6,
      resume: false,
    });
  });

  it("search the model's own engine alone, and go on with an earlier search, unless told otherwise", () => {
    expect(parse({}))
      .to.include({ resume: true })
      .and.to.deep.include({ engines: ["21.0.0"] });
  });

  it("may bound the mean error", () => {
    expect(parse({ metric: "mae", maxError: "1e-3" })).to.include({ metric: "mae", maxError: 0.001 });
  });

  it("may ask for a circuit without error", () => {
    expect(parse({ maxError: "0" })).to.include({ maxError: 0 });
  });

  const refused: Partial<TuneArguments>[] = [
    { objective: "fast" },
    { objective: "" },
    { metric: "max" },
    { metric: "argmax", maxError: "0.1" },
    { metric: "sign", maxError: "0.1" },
    { maxError: "-1" },
    { maxError: "little" },
    { maxError: "" },
    { maxError: "Infinity" },
    { budget: "0" },
    { budget: "-5" },
    { budget: "soon" },
    { engines: "" },
    { engines: "21.0.0,22" },
    { headroom: "-1" },
    { headroom: "1.5" },
    { headroom: "65" },
    { headroom: "much" },
    { seed: "-1" },
    { seed: "1.5" },
    { seed: "" },
    { seed: "1e3" },
    { seed: "99999999999999999999" },
  ];
  for (const given of refused) {
    it(`are refused: ${JSON.stringify(given)}`, () => {
      const error = expectCode("EZKL_INPUT_INVALID", () => parse(given));
      const [option] = Object.keys(given);
      const flag = option === "maxError" ? "--max-error" : `--${option}`;
      expect(error.where).to.contain(flag);
    });
  }
});
