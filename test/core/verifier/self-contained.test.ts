import { expect } from "chai";
import { getBytes } from "ethers";

import { VerifierNotSelfContainedError } from "../../../src/errors/verifier.ts";
import { findOutside, requireSelfContained } from "../../../src/verifier/index.ts";
import { hardenedVerifier } from "../../helpers/scorer.ts";

describe("findOutside", () => {
  it("finds nothing in the generated verifiers", () => {
    for (const [model, version] of [
      ["scorer", "21.0.0"],
      ["scorer-v23", "23.0.5"],
    ] as const) {
      const runtime = getBytes(hardenedVerifier(model, version).runtime);
      expect(findOutside(runtime)).to.equal(undefined);
      requireSelfContained(runtime);
    }
  });

  it("names what it finds and what to do about it", () => {
    const code = getBytes("0x6054fe5bf4");
    expect(findOutside(code)).to.deep.equal({ position: 4, opcode: 0xf4 });
    expect(() => requireSelfContained(code, "Verifier.sol"))
      .to.throw(VerifierNotSelfContainedError)
      .that.includes({ code: "EZKL_VERIFIER_NOT_SELF_CONTAINED", where: "Verifier.sol" });
  });
});
