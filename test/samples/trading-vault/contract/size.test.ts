import { expect } from "chai";

import { compileFile } from "../../../helpers/compile.ts";

// Compiled as for a chain, which takes seconds: apart from tests that are run again for each guard.
describe("The trading vault's code", () => {
  it("stays below the size that a chain takes, with room", () => {
    const { runtime } = compileFile("contracts/samples/trading-vault/TradingVault.sol", "TradingVault");
    expect((runtime.length - 2) / 2).to.be.at.most(23_500);
  });
});
