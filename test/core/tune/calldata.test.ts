import { expect } from "chai";
import { Interface } from "ethers";

import { verifyProofCalldata } from "../../../src/tune/calldata.ts";

const VERIFIER = new Interface([
  "function verifyProof(bytes proof, uint256[] instances) view returns (bool)",
]);

describe("the call data of verifyProof", () => {
  for (const [bytes, instances] of [
    [0, []],
    [1, [0n]],
    [32, [1n, (1n << 256n) - 1n]],
    [1952, [5n, 6n, 7n]],
  ] as [number, bigint[]][]) {
    it(`is what ethers encodes: ${bytes} bytes, ${instances.length} instances`, () => {
      const proof = `0x${"a7".repeat(bytes)}` as const;
      const expected = VERIFIER.encodeFunctionData("verifyProof", [proof, instances]);
      expect(verifyProofCalldata(proof, instances)).to.equal(expected);
    });
  }
});
