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

/** Ids and the seconds after the close at which they came; the last one is the feed's latest. */
type Rounds = [id: bigint, after: number][];

describe("PriceRing: a feed that changes its aggregator", () => {
  let connection: Connection;
  let ring: Awaited<ReturnType<typeof deployRing>>;
  const observe = (round: bigint) => ring.observe(TODAY, [round]);

  async function rounds(list: Rounds) {
    const feed = await deployFeed(connection);
    ring = await deployRing(connection, feed);
    for (const [id, after] of list) await feed.updateRoundData(id, PRICE, CLOSE + after, CLOSE + after);
  }

  beforeEach(async () => {
    connection = await connectAtClose(TODAY);
  });

  it("takes the last round of the phase before, when the next phase began after the close", async () => {
    await rounds([
      [roundId(1, 7), -2 * HOUR],
      [roundId(1, 8), -HOUR],
      [roundId(2, 1), HOUR],
      [roundId(2, 2), 2 * HOUR],
    ]);
    await expect(observe(roundId(1, 7)))
      .to.be.revertedWithCustomError(ring, "PriceRingRoundTooEarly")
      .withArgs(roundId(1, 7), roundId(1, 8), CLOSE - HOUR, CLOSE);
    await observe(roundId(1, 8));
  });

  it("takes a round of a phase that is over though later ones followed it there", async () => {
    await rounds([
      [roundId(1, 7), -HOUR],
      [roundId(1, 8), HOUR],
      [roundId(2, 1), 2 * HOUR],
    ]);
    await expect(observe(roundId(1, 8))).to.be.revertedWithCustomError(ring, "PriceRingRoundTooLate");
    await observe(roundId(1, 7));
  });

  it("takes the new phase's round when that came before the close", async () => {
    await rounds([
      [roundId(1, 7), -2 * HOUR],
      [roundId(2, 1), -HOUR],
      [roundId(2, 2), HOUR],
    ]);
    await expect(observe(roundId(1, 7)))
      .to.be.revertedWithCustomError(ring, "PriceRingRoundTooEarly")
      .withArgs(roundId(1, 7), roundId(2, 1), CLOSE - HOUR, CLOSE);
    await observe(roundId(2, 1));
  });

  it("takes the later phase's round where both aggregators reported before the close", async () => {
    await rounds([
      [roundId(1, 7), -HOUR],
      [roundId(1, 8), 3 * HOUR],
      [roundId(2, 1), -3 * HOUR],
      [roundId(2, 2), -2 * HOUR],
      [roundId(2, 3), 2 * HOUR],
    ]);
    await expect(observe(roundId(1, 7)))
      .to.be.revertedWithCustomError(ring, "PriceRingRoundTooEarly")
      .withArgs(roundId(1, 7), roundId(2, 1), CLOSE - 3 * HOUR, CLOSE);
    await observe(roundId(2, 2));
  });

  it("looks at every later phase, not only at the next", async () => {
    await rounds([
      [roundId(1, 7), -HOUR],
      [roundId(2, 1), HOUR],
      // Back to an aggregator that had reported before.
      [roundId(3, 1), -4 * HOUR],
      [roundId(3, 2), -2 * HOUR],
      [roundId(3, 3), 3 * HOUR],
    ]);
    await expect(observe(roundId(1, 7)))
      .to.be.revertedWithCustomError(ring, "PriceRingRoundTooEarly")
      .withArgs(roundId(1, 7), roundId(3, 1), CLOSE - 4 * HOUR, CLOSE);
    await observe(roundId(3, 2));
  });

  it("takes a round two phases back when both phases since began after the close", async () => {
    await rounds([
      [roundId(1, 7), -HOUR],
      [roundId(2, 1), HOUR],
      [roundId(3, 1), 2 * HOUR],
    ]);
    await observe(roundId(1, 7));
  });

  it("refuses an older phase's round where a later phase's first round is not known", async () => {
    await rounds([
      [roundId(1, 7), -HOUR],
      [roundId(2, 2), HOUR],
    ]);
    await expect(observe(roundId(1, 7)))
      .to.be.revertedWithCustomError(ring, "PriceRingRoundUnknown")
      .withArgs(roundId(2, 1));
  });

  it("refuses a round that the feed does not count yet", async () => {
    // The mock keeps what it was told before, but its latest round is the one it was told last.
    await rounds([
      [roundId(2, 1), -HOUR],
      [roundId(1, 8), -HOUR],
      [roundId(1, 7), -HOUR],
    ]);
    for (const ahead of [roundId(2, 1), roundId(1, 8)]) {
      await expect(observe(ahead))
        .to.be.revertedWithCustomError(ring, "PriceRingRoundUnknown")
        .withArgs(ahead);
    }
    await observe(roundId(1, 7));
  });

  it("cannot be made to overlook a phase's next round by a call with too little gas", async () => {
    const feed = await connection.ethers.deployContract("FickleFeed");
    ring = await deployRing(connection, feed);
    const tell = async (id: bigint, after: number) =>
      feed.setRound(id, { id, answeredIn: id, answer: PRICE, updatedAt: CLOSE + after });
    await tell(roundId(1, 7), -2 * HOUR);
    await tell(roundId(1, 8), -HOUR);
    await tell(roundId(2, 1), HOUR);
    // So dear that the 64th part which a call leaves to its caller would pay for the recording: two million.
    await feed.setToll(31_000);
    for (let gasLimit = 3_900_000; gasLimit < 6_300_000; gasLimit += 15_000) {
      await ring.observe(TODAY, [roundId(1, 7)], { gasLimit }).then(
        async (sent) => sent.wait().catch(() => undefined),
        () => undefined,
      );
    }
    expect(await ring.isKnown(TODAY)).to.equal(false);
    await observe(roundId(1, 8));
    expect(await ring.isKnown(TODAY)).to.equal(true);
  });

  it("stays stale-proof across a change", async () => {
    await rounds([
      [roundId(1, 7), -DAY_SECONDS - 1],
      [roundId(2, 1), HOUR],
    ]);
    await expect(observe(roundId(1, 7))).to.be.revertedWithCustomError(ring, "PriceRingRoundStale");
  });
});
