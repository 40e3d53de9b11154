import { expect } from "chai";

import type { Connection } from "../../../helpers/scorer.ts";
import { closesAt, connectAtClose, DAY_SECONDS, deployRing } from "../../../helpers/vault-feed.ts";

const TODAY = 19_174;
const NOW = closesAt(TODAY) + 1_000;
const PRICE = 1_234_00000000n;

describe("PriceRing: the latest price", () => {
  let connection: Connection;
  let feed: Awaited<ReturnType<typeof deployFickle>>;
  let ring: Awaited<ReturnType<typeof deployRing>>;
  const deployFickle = () => connection.ethers.deployContract("FickleFeed");

  /** The feed's latest round, at its best but for what is given; the chain's clock then stands at NOW. */
  const tell = async (
    change: Partial<{ id: bigint; answeredIn: bigint; answer: bigint; updatedAt: number }> = {},
  ) => {
    await feed.setRound(9n, { id: 9n, answeredIn: 9n, answer: PRICE, updatedAt: NOW - 60, ...change });
    await connection.networkHelpers.time.increaseTo(NOW);
  };

  beforeEach(async () => {
    connection = await connectAtClose(TODAY);
    feed = await deployFickle();
    ring = await deployRing(connection, feed);
  });

  it("is the feed's latest answer", async () => {
    await tell();
    expect(await ring.latestPrice()).to.equal(PRICE);
  });

  it("is the mock aggregator's as well, moments after it was told", async () => {
    const mock = await connection.ethers.deployContract("MockV3Aggregator", [8, PRICE]);
    expect(await (await deployRing(connection, mock)).latestPrice()).to.equal(PRICE);
  });

  it("grows stale to the second", async () => {
    await tell({ updatedAt: NOW - DAY_SECONDS });
    expect(await ring.latestPrice()).to.equal(PRICE);
    await connection.networkHelpers.time.increaseTo(NOW + 1);
    await expect(ring.latestPrice())
      .to.be.revertedWithCustomError(ring, "PriceRingRoundStale")
      .withArgs(9n, NOW - DAY_SECONDS, NOW + 1, DAY_SECONDS);
  });

  it("may be of this very second and not of the next", async () => {
    await tell({ updatedAt: NOW });
    expect(await ring.latestPrice()).to.equal(PRICE);
    await feed.setRound(9n, { id: 9n, answeredIn: 9n, answer: PRICE, updatedAt: NOW + 60 });
    await expect(ring.latestPrice())
      .to.be.revertedWithCustomError(ring, "PriceRingPriceFromFuture")
      .withArgs(NOW + 60, await connection.networkHelpers.time.latest());
  });

  it("is positive and at most 96 bits long", async () => {
    for (const answer of [0n, -1n]) {
      await tell({ answer });
      await expect(ring.latestPrice())
        .to.be.revertedWithCustomError(ring, "PriceRingAnswerNotPositive")
        .withArgs(9n, answer);
      connection = await connectAtClose(TODAY);
      feed = await deployFickle();
      ring = await deployRing(connection, feed);
    }
    await tell({ answer: 2n ** 96n });
    await expect(ring.latestPrice())
      .to.be.revertedWithCustomError(ring, "PriceRingAnswerTooLarge")
      .withArgs(9n, 2n ** 96n, 2n ** 96n - 1n);
  });

  it("is not one carried over from an older round", async () => {
    await tell({ answeredIn: 8n });
    await expect(ring.latestPrice())
      .to.be.revertedWithCustomError(ring, "PriceRingRoundCarriedOver")
      .withArgs(9n, 8n);
  });

  it("is none when the feed has no time for it", async () => {
    await tell({ updatedAt: 0 });
    await expect(ring.latestPrice())
      .to.be.revertedWithCustomError(ring, "PriceRingRoundUnknown")
      .withArgs(9n);
  });

  it("is none when the feed has another number of decimals", async () => {
    await tell();
    await feed.setDecimals(6);
    await expect(ring.latestPrice())
      .to.be.revertedWithCustomError(ring, "PriceRingDecimalsChanged")
      .withArgs(8, 6);
  });
});
