import { join, resolve } from "node:path";

import { expect } from "chai";

import { choose } from "../../tasks/ezkl/lint/choose.ts";
import { InputInvalidError } from "../../src/errors/pipeline.ts";

const ROOT = resolve("some-project");
const OWN = new Set(["contracts/A.sol", "contracts/mocks/Bad.sol", "contracts/mocks-not/B.sol"]);

describe("choice of the contracts that ezkl lint looks at", () => {
  const chosen = (paths: string[], leftOut: string[] = []) => {
    const places = (given: string[]) => given.map((place) => join(ROOT, place));
    return [...choose(OWN, { paths: places(paths), leftOut: places(leftOut) }, ROOT)];
  };

  it("is all, a file, or whatever is below a folder", () => {
    expect(chosen([])).to.deep.equal([...OWN]);
    expect(chosen(["contracts/A.sol"])).to.deep.equal(["contracts/A.sol"]);
    expect(chosen(["contracts/mocks"])).to.deep.equal(["contracts/mocks/Bad.sol"]);
  });

  it("passes over what is left out, also of what is asked for", () => {
    const kept = ["contracts/A.sol", "contracts/mocks-not/B.sol"];
    expect(chosen([], ["contracts/mocks"])).to.deep.equal(kept);
    expect(chosen(["contracts"], ["contracts/mocks", "contracts/A.sol"])).to.deep.equal([kept[1]]);
  });

  it("refuses a path without contracts: its report would be clean", () => {
    expect(() => chosen(["contracts/mock"])).to.throw(InputInvalidError);
    expect(() => chosen([], ["contracts/mock"])).to.throw(InputInvalidError);
  });
});
