import { expect } from "chai";

import { compileFile } from "../../../helpers/compile.ts";

const REGISTRY = "contracts/samples/uniqueness-registry/UniquenessRegistry.sol";

// Compiled as for a chain, which takes seconds: apart from tests that are run again for each guard.
describe("The uniqueness registry's code", () => {
  it("stays below the size that a chain takes, with room", () => {
    const { runtime } = compileFile(REGISTRY, "UniquenessRegistry");
    expect((runtime.length - 2) / 2).to.be.at.most(20_000);
  });
});
