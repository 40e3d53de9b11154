import { expect } from "chai";

import { connect, deployScorer } from "../helpers/scorer.ts";
import { loadProof } from "../helpers/vectors.ts";

describe("a proof copied from the mempool", () => {
  const { proof, instances, context } = loadProof("scorer", "alice-1");

  for (const entry of ["claim", "consume"] as const) {
    it(`pays its prover, though the copy (${entry}) comes first in the block`, async () => {
      const connection = await connect();
      const { consumer, alice, mallory } = await deployScorer(connection);
      const { provider } = connection;
      await provider.request({ method: "evm_setAutomine", params: [false] });

      const fees = (priority: bigint) => ({
        maxPriorityFeePerGas: priority,
        maxFeePerGas: 100_000_000_000n,
        gasLimit: 1_000_000n,
      });
      const pending = await consumer
        .connect(alice)
        .claim(proof, instances, context.scope, fees(1_000_000_000n));
      const asMallory = consumer.connect(mallory);
      const copy =
        entry === "claim"
          ? // The transaction as it is, only sent by somebody else.
            await mallory.sendTransaction({ to: pending.to, data: pending.data, ...fees(50_000_000_000n) })
          : // The same proof through another entry, for the copier's own account.
            await asMallory.consume(proof, instances, mallory, context.scope, fees(50_000_000_000n));
      await provider.request({ method: "evm_mine", params: [] });

      const receiptOf = (hash: string) => connection.ethers.provider.getTransactionReceipt(hash);
      const [stolen, honest] = [await receiptOf(copy.hash), await receiptOf(pending.hash)];
      expect(stolen!.blockNumber).to.equal(honest!.blockNumber);
      expect(stolen!.index, "the copy was first").to.be.lessThan(honest!.index);
      expect([stolen!.status, honest!.status]).to.deep.equal([0, 1]);
      expect(await consumer.claims(mallory)).to.equal(0n);
      expect(await consumer.claims(alice)).to.equal(1n);
    });
  }
});
