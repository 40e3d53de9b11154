import { expect } from "chai";
import { concat, getAddress, getBytes, hexlify, keccak256 } from "ethers";
import fc from "fast-check";

import { findOutside } from "../../src/verifier/index.ts";
import { connect } from "../helpers/scorer.ts";

/** Answers the probe by reverting (PUSH0 PUSH0 REVERT, then JUMPDEST); what follows is only swept. */
const REFUSE = "0x5f5ffd5b";

describe("the sweep of EzklVerifierPin", () => {
  it("answers for any code as the core does", async function () {
    this.timeout(120_000);
    const connection = await connect();
    const harness = await connection.ethers.deployContract("LibraryHarness");
    const at = getAddress("0x00000000000000000000000000000000000c0de5");
    // Instructions that matter are as frequent as all others together, so that patterns meet.
    const known = fc.constantFrom(
      0x00,
      0x01,
      0x0a,
      0x0b,
      0x54,
      0x56,
      0x5a,
      0x5b,
      0x5c,
      0x60,
      0x61,
      0x7f,
      0xf1,
      0xf3,
      0xf4,
      0xfa,
      0xfd,
      0xfe,
      0xff,
    );
    const pattern = fc.nat(12).map((address) => [0x60, address, 0x5a, 0xfa]);
    const piece = fc.oneof(
      known.map((byte) => [byte]),
      fc.nat(255).map((byte) => [byte]),
      pattern,
    );
    const code = fc
      .array(piece, { minLength: 1, maxLength: 12 })
      .map((pieces) => concat([REFUSE, hexlify(Uint8Array.from(pieces.flat()))]));
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(code, async (runtime) => {
        await connection.provider.request({ method: "hardhat_setCode", params: [at, runtime] });
        const expected = findOutside(getBytes(runtime));
        const pinned = harness.requirePinnable(at, keccak256(runtime), 0);
        if (expected === undefined) return void (await pinned);
        refused++;
        await expect(pinned)
          .to.be.revertedWithCustomError(harness, "EzklVerifierPinNotSelfContained")
          .withArgs(at, expected.position, expected.opcode);
      }),
      { numRuns: 400 },
    );
    expect(refused, "both answers occurred").to.be.within(40, 360);
  });
});
