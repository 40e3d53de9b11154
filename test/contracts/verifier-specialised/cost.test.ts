import { expect } from "chai";
import { getBytes } from "ethers";
import { network } from "hardhat";

import { findOutside, specialiseVerifier } from "../../../src/verifier/index.ts";
import { NO_METADATA_HASH } from "../../../scripts/solc.ts";
import { deployCode, verificationGas } from "../../../tasks/evm/measure.ts";
import { verifyCall } from "../../helpers/calldata.ts";
import { compileSolidity } from "../../helpers/compile.ts";
import { loadEngineSource, loadProof } from "../../helpers/vectors.ts";

const CONTRACT = "ModelVerifier";
const PROOFS = {
  scorer: "alice-1",
  "scorer-v23": "alice-1",
  "singing-judge": "alice-1-good",
  "trading-signal": "alice-1",
  "trading-vault": "alice-d0",
  "biometric-code": "ann-1",
};

/** What no verifier of the proof can go below: the transaction, its bytes, a multiplication and an addition for each scalar, and the pairing. */
function floorOf(calldata: string, multiplications: number): number {
  const bytes = getBytes(calldata).reduce((sum, byte) => sum + (byte === 0 ? 4 : 16), 0);
  return 21_000 + bytes + 6_150 * multiplications + 113_000;
}

/** The same contract without a look at how long precompiles' answers are, and at the pairing's word. */
function withoutAnswers(source: string): string {
  return source
    .replaceAll(/and\(eq\(returndatasize\(\), 0x[0-9a-f]+\), (staticcall\([^\n]*?, 0x[24]0\))\)/g, "$1")
    .replace("eq(mload(0x00), 1)", "mload(0x00)");
}

describe("the cost of a specialised verifier", () => {
  for (const [model, name] of Object.entries(PROOFS))
    it(`is at most 2,000 gas for looking at precompiles' answers, for ${model}`, async () => {
      const connection = await network.create({ network: "conformance" });
      const options = { model, engineVersion: "21.0.0", contractName: CONTRACT };
      const { source } = specialiseVerifier(loadEngineSource(model), options);
      const { proof, instances } = loadProof(model, name);
      const gasOf = async (text: string): Promise<number> => {
        const { bytecode } = compileSolidity(text, CONTRACT, NO_METADATA_HASH);
        const { address } = await deployCode(connection.provider, bytecode);
        return Number(await verificationGas(connection.provider, address, verifyCall(proof, instances)));
      };
      const bare = withoutAnswers(source);
      expect(bare).not.to.include("returndatasize");
      expect((await gasOf(source)) - (await gasOf(bare)))
        .to.be.greaterThan(0)
        .and.at.most(2_000);
    });

  for (const [model, name] of Object.entries(PROOFS))
    it(`is at most 1.10 of the floor for ${model}, in code that can be pinned`, async () => {
      const connection = await network.create({ network: "conformance" });
      const options = { model, engineVersion: "21.0.0", contractName: CONTRACT };
      const { source } = specialiseVerifier(loadEngineSource(model), options);
      const { bytecode, runtime } = compileSolidity(source, CONTRACT, NO_METADATA_HASH);
      const { proof, instances } = loadProof(model, name);
      const calldata = verifyCall(proof, instances);
      const { address } = await deployCode(connection.provider, bytecode);
      const gas = await verificationGas(connection.provider, address, calldata);
      const multiplications = source.split("staticcall(gas(), 0x07").length - 1;
      expect(gas)
        .to.be.a("number")
        .that.is.at.most(1.1 * floorOf(calldata, multiplications));
      expect(findOutside(getBytes(runtime))).to.equal(undefined);
      expect(getBytes(runtime).length).to.be.below(14_000);
    });
});
