import { expect } from "chai";

import type { Connection } from "../../../helpers/scorer.ts";
import {
  closesAt,
  connectAtClose,
  DAY_SECONDS,
  deployFeed,
  deployRing,
  roundId,
} from "../../../helpers/vault-feed.ts";

const TODAY = 19_174;
const CLOSE = closesAt(TODAY);
const HOUR = 3_600;
const PRICE = 1_234_00000000n;

describe("PriceRing: the round that stood at a close", () => {
  let connection: Connection;

  beforeEach(async () => {
    connection = await connectAtClose(TODAY);
  });

  describe("of a feed that behaves", () => {
    let feed: Awaited<ReturnType<typeof deployFeed>>;
    let ring: Awaited<ReturnType<typeof deployRing>>;
    const observe = (round: bigint) => ring.observe(TODAY, [round]);

    /** The feed's only rounds: ids and how many seconds after the close they came. */
    const rounds = async (...list: [id: bigint, after: number][]) => {
      feed = await deployFeed(connection);
      ring = await deployRing(connection, feed);
      for (const [id, after] of list) {
        await feed.updateRoundData(id, PRICE + id, CLOSE + after, CLOSE + after);
      }
    };

    it("takes the last round before the close, and neither neighbour", async () => {
      await rounds([5n, -2 * HOUR], [6n, -HOUR], [7n, HOUR], [8n, 2 * HOUR]);
      await expect(observe(5n))
        .to.be.revertedWithCustomError(ring, "PriceRingRoundTooEarly")
        .withArgs(5n, 6n, CLOSE - HOUR, CLOSE);
      await expect(observe(7n))
        .to.be.revertedWithCustomError(ring, "PriceRingRoundTooLate")
        .withArgs(7n, CLOSE + HOUR, CLOSE);
      await expect(observe(6n))
        .to.emit(ring, "CloseObserved")
        .withArgs(TODAY, PRICE + 6n, 6n);
    });

    it("counts a round of the very second of the close as before it", async () => {
      await rounds([5n, -HOUR], [6n, 0], [7n, 1]);
      await expect(observe(5n)).to.be.revertedWithCustomError(ring, "PriceRingRoundTooEarly");
      await expect(observe(7n)).to.be.revertedWithCustomError(ring, "PriceRingRoundTooLate");
      await observe(6n);
      expect(await ring.closeOf(TODAY)).to.equal(PRICE + 6n);
    });

    it("takes the last of several rounds of one second", async () => {
      await rounds([5n, -HOUR], [6n, -HOUR], [7n, HOUR]);
      await expect(observe(5n)).to.be.revertedWithCustomError(ring, "PriceRingRoundTooEarly");
      await observe(6n);
    });

    it("takes the feed's latest round when none came since", async () => {
      await rounds([5n, -2 * HOUR], [6n, -HOUR]);
      await expect(observe(5n)).to.be.revertedWithCustomError(ring, "PriceRingRoundTooEarly");
      await observe(6n);
      expect(await ring.closeOf(TODAY)).to.equal(PRICE + 6n);
    });

    it("refuses a round that the feed does not have", async () => {
      await rounds([5n, -HOUR], [6n, HOUR]);
      for (const unknown of [4n, 7n, roundId(1, 1)]) {
        await expect(observe(unknown))
          .to.be.revertedWithCustomError(ring, "PriceRingRoundUnknown")
          .withArgs(unknown);
      }
    });

    it("refuses a round after which the feed has lost one", async () => {
      await rounds([5n, -HOUR], [7n, HOUR]);
      await expect(observe(5n)).to.be.revertedWithCustomError(ring, "PriceRingRoundUnknown").withArgs(6n);
    });

    it("refuses a round that was stale at the close, to the second", async () => {
      await rounds([5n, -DAY_SECONDS - 1], [6n, HOUR]);
      await expect(observe(5n))
        .to.be.revertedWithCustomError(ring, "PriceRingRoundStale")
        .withArgs(5n, CLOSE - DAY_SECONDS - 1, CLOSE, DAY_SECONDS);
      await rounds([5n, -DAY_SECONDS], [6n, HOUR]);
      await observe(5n);
    });

    it("measures a round's age at its close, however late it is recorded", async () => {
      await rounds([5n, -HOUR], [6n, HOUR]);
      await connection.networkHelpers.time.increase(30 * DAY_SECONDS);
      await observe(5n);
    });
  });

  describe("of a feed that does not", () => {
    const LATER = { id: 6n, answeredIn: 6n, answer: PRICE, updatedAt: BigInt(CLOSE + HOUR) };
    const STANDING = { id: 5n, answeredIn: 5n, answer: PRICE, updatedAt: BigInt(CLOSE - HOUR) };
    let feed: Awaited<ReturnType<typeof deployFickle>>;
    let ring: Awaited<ReturnType<typeof deployRing>>;
    const deployFickle = () => connection.ethers.deployContract("FickleFeed");
    const observe = (round = 5n) => ring.observe(TODAY, [round]);

    beforeEach(async () => {
      feed = await deployFickle();
      ring = await deployRing(connection, feed);
      await feed.setRound(5n, STANDING);
      await feed.setRound(6n, LATER);
    });

    it("would take the round if nothing were wrong", async () => {
      await observe();
      expect(await ring.closeOf(TODAY)).to.equal(PRICE);
    });

    it("refuses answers of zero and below", async () => {
      for (const answer of [0n, -1n, -(2n ** 255n)]) {
        await feed.setRound(5n, { ...STANDING, answer });
        await feed.setRound(6n, LATER);
        await expect(observe())
          .to.be.revertedWithCustomError(ring, "PriceRingAnswerNotPositive")
          .withArgs(5n, answer);
      }
    });

    it("takes answers up to 96 bits, none larger", async () => {
      const max = 2n ** 96n - 1n;
      for (const answer of [max + 1n, 2n ** 255n - 1n]) {
        await feed.setRound(5n, { ...STANDING, answer });
        await feed.setRound(6n, LATER);
        await expect(observe())
          .to.be.revertedWithCustomError(ring, "PriceRingAnswerTooLarge")
          .withArgs(5n, answer, max);
      }
      await feed.setRound(5n, { ...STANDING, answer: max });
      await feed.setRound(6n, LATER);
      await observe();
      expect(await ring.closeOf(TODAY)).to.equal(max);
    });

    it("refuses an answer carried over from an older round", async () => {
      await feed.setRound(5n, { ...STANDING, answeredIn: 4n });
      await feed.setRound(6n, LATER);
      await expect(observe())
        .to.be.revertedWithCustomError(ring, "PriceRingRoundCarriedOver")
        .withArgs(5n, 4n);
    });

    it("takes an answer that a later round gave", async () => {
      await feed.setRound(5n, { ...STANDING, answeredIn: 6n });
      await feed.setRound(6n, LATER);
      await observe();
    });

    it("refuses a feed that answers with another round than the one asked for", async () => {
      await feed.setRound(5n, { ...STANDING, id: 4n });
      await feed.setRound(6n, LATER);
      await expect(observe()).to.be.revertedWithCustomError(ring, "PriceRingRoundMismatch").withArgs(5n, 4n);
      await feed.setRound(5n, STANDING);
      await feed.setRound(7n, { ...LATER, id: 7n });
      await feed.setRound(6n, { ...LATER, id: 7n });
      await feed.setRound(7n, { ...LATER, id: 7n });
      await expect(observe()).to.be.revertedWithCustomError(ring, "PriceRingRoundMismatch").withArgs(6n, 7n);
    });

    it("refuses a round for which the feed reverts", async () => {
      await expect(observe(4n)).to.be.revertedWithCustomError(ring, "PriceRingRoundUnknown").withArgs(4n);
    });

    it("refuses to go on when the feed has another number of decimals", async () => {
      await feed.setDecimals(18);
      await expect(observe()).to.be.revertedWithCustomError(ring, "PriceRingDecimalsChanged").withArgs(8, 18);
      await feed.setDecimals(8);
      await observe();
    });

    it("refuses a feed that has no round at all", async () => {
      const empty = await deployFickle();
      ring = await deployRing(connection, empty);
      await expect(observe()).to.be.revertedWithCustomError(ring, "PriceRingRoundUnknown").withArgs(0n);
    });
  });
});
