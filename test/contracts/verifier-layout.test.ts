import { expect } from "chai";
import { id, toBeHex } from "ethers";

import { hardenVerifier, specialiseVerifier } from "../../src/verifier/index.ts";
import { rawCall } from "../helpers/call.ts";
import { encodedVerifyCall, verifyCall, verifyCallWithLayout } from "../helpers/calldata.ts";
import { compileSolidity, type CompiledContract } from "../helpers/compile.ts";
import { COMPARED, nonCanonicalCalls } from "../helpers/layouts.ts";
import { reusableVerifier, WIDE } from "../helpers/reusable.ts";
import { connect, deployCompiled, type Connection } from "../helpers/scorer.ts";
import { loadEngineSource, loadProof } from "../helpers/vectors.ts";

const NON_CANONICAL = id("EzklNonCanonicalCalldata()").slice(0, 10);

const from =
  (render: typeof hardenVerifier, model: string, engineVersion: string) => (): CompiledContract => {
    const contractName = "ScorerVerifier";
    const { source } = render(loadEngineSource(model), { model, engineVersion, contractName });
    return compileSolidity(source, contractName);
  };

/** Each kind of verifier that is written, each with a guard of its own text. */
const KINDS: [kind: string, model: string, compiled: () => CompiledContract][] = [
  ["the engine's of ezkl 21.0.0", "scorer", from(hardenVerifier, "scorer", "21.0.0")],
  ["the engine's of ezkl 23.0.5", "scorer-v23", from(hardenVerifier, "scorer-v23", "23.0.5")],
  ["the specialised one of ezkl 21.0.0", "scorer", from(specialiseVerifier, "scorer", "21.0.0")],
  ["the specialised one of ezkl 23.0.5", "scorer-v23", from(specialiseVerifier, "scorer-v23", "23.0.5")],
  ["the one with its key as data", WIDE, reusableVerifier],
];

for (const [kind, model, compiled] of KINDS) {
  describe(`call data layout of a verifier: ${kind}`, () => {
    const { proof, instances } = loadProof(model, "alice-1");
    const calls = nonCanonicalCalls(proof, instances);
    let connection: Connection;
    let verifier: string;

    before(async () => {
      connection = await connect();
      verifier = await deployCompiled(connection, compiled());
    });
    after(async () => connection.close());

    it("accepts the encoder's own", async () => {
      const accepted = { ok: true, data: toBeHex(1, 32) };
      expect(await rawCall(connection, verifier, verifyCall(proof, instances))).to.deep.equal(accepted);
      expect(verifyCallWithLayout(proof, instances)).to.equal(verifyCall(proof, instances));
      for (const some of [proof, `${proof}00`, "0x"])
        expect(verifyCall(some, instances)).to.equal(encodedVerifyCall(some, instances));
      expect(verifyCall(proof, [])).to.equal(encodedVerifyCall(proof, []));
    });

    // The proof and its instances are good in all of these: only where they lie differs.
    it(`refuses ${calls.length} others, by name unless Solidity's decoder did before`, async () => {
      for (const { name, data, differs, decodable } of calls) {
        expect(differs, name).to.not.deep.equal([]);
        const refused = { ok: false, data: decodable ? NON_CANONICAL : "0x" };
        expect(await rawCall(connection, verifier, data), name).to.include(refused);
      }
    });

    for (const compared of COMPARED) {
      it(`refuses by name where nothing differs but ${compared}`, async () => {
        const alone = calls.filter(
          ({ differs, decodable }) => decodable && differs.length === 1 && differs[0] === compared,
        );
        expect(alone.length, "such calls").to.be.above(0);
        for (const { name, data } of alone)
          expect(await rawCall(connection, verifier, data), name).to.include({
            ok: false,
            data: NON_CANONICAL,
          });
      });
    }

    it("is the only function and takes no value", async () => {
      expect((await rawCall(connection, verifier, "0x")).ok).to.equal(false);
      expect((await rawCall(connection, verifier, "0x12345678")).ok).to.equal(false);
      const [sender] = await connection.ethers.getSigners();
      const paid = sender!.sendTransaction({
        to: verifier,
        data: verifyCall(proof, instances),
        value: 1n,
        gasLimit: 2_000_000n,
      });
      await expect(paid).to.be.revertedWithoutReason(connection.ethers);
    });
  });
}
