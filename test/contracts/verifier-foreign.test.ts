import { expect } from "chai";

import { rawCall } from "../helpers/call.ts";
import { verifyCall } from "../helpers/calldata.ts";
import {
  connect,
  deployCompiled,
  deployScorer,
  hardenedVerifier,
  type Connection,
} from "../helpers/scorer.ts";
import { loadProof } from "../helpers/vectors.ts";

const FOREIGN = {
  "scorer-foreign": "another circuit of the same shape",
  "scorer-reweighted": "one changed weight",
  "scorer-other-srs": "another SRS",
};

describe("a proof of something else", () => {
  let connection: Connection;

  before(async () => {
    connection = await connect();
  });

  const accepts = async (verifierModel: string, proofModel: string) => {
    const { proof, instances } = loadProof(proofModel, "alice-1");
    const verifier = await deployCompiled(connection, hardenedVerifier(verifierModel));
    return (await rawCall(connection, verifier, verifyCall(proof, instances))).ok;
  };

  for (const [model, what] of Object.entries(FOREIGN)) {
    it(`is accepted by its own verifier and refused by the scorer's: ${what}`, async () => {
      expect(await accepts(model, model), "by its own").to.equal(true);
      expect(await accepts("scorer", model), "by the scorer's").to.equal(false);
      expect(await accepts(model, "scorer"), "the other way round").to.equal(false);
    });
  }

  it("is refused with the scorer's own instances beside it", async () => {
    const verifier = await deployCompiled(connection, hardenedVerifier("scorer"));
    const { instances } = loadProof("scorer", "alice-1");
    for (const model of Object.keys(FOREIGN)) {
      const { proof } = loadProof(model, "alice-1");
      expect((await rawCall(connection, verifier, verifyCall(proof, instances))).ok, model).to.equal(false);
    }
  });

  it("is refused by a consumer even though its context is right", async () => {
    const { consumer } = await deployScorer(connection);
    for (const model of Object.keys(FOREIGN)) {
      const { proof, instances, context } = loadProof(model, "alice-1");
      await expect(consumer.check(proof, instances, context.account, context.scope))
        .to.be.revertedWithCustomError(consumer, "EzklConsumerProofRejected")
        .withArgs(context.hash);
    }
  });
});
