import { expect } from "chai";

import type { Connection } from "../../../helpers/scorer.ts";
import {
  closesAt,
  connectAtClose,
  DAY_SECONDS,
  deployFeed,
  deployRing,
  priceOf,
  report,
  roundOfDay,
  roundsOf,
} from "../../../helpers/vault-feed.ts";

const SIZE = 64;
/** 2022-07-01, the first day of the hold-out. */
const FIRST = 19_174;

describe("PriceRing: days", () => {
  let connection: Connection;
  let feed: Awaited<ReturnType<typeof deployFeed>>;
  let ring: Awaited<ReturnType<typeof deployRing>>;

  /** The chain's clock is never behind: the days are those of a chain that begins in the past. */
  const closeOn = async (day: number, seconds = 0) =>
    connection.networkHelpers.time.setNextBlockTimestamp(closesAt(day) + seconds);

  beforeEach(async () => {
    connection = await connectAtClose(FIRST - 1);
    feed = await deployFeed(connection);
    ring = await deployRing(connection, feed);
    await report(feed, FIRST, FIRST + 70);
  });

  describe("being made", () => {
    it("pins the feed, its decimals and the age", async () => {
      expect(await ring.FEED()).to.equal(await feed.getAddress());
      expect(await ring.FEED_DECIMALS()).to.equal(8n);
      expect(await ring.MAX_AGE()).to.equal(BigInt(DAY_SECONDS));
      expect(await ring.SIZE()).to.equal(BigInt(SIZE));
    });

    it("takes ages from a minute to two days, no other", async () => {
      for (const age of [60, 2 * DAY_SECONDS]) {
        expect(await (await deployRing(connection, feed, age)).MAX_AGE()).to.equal(BigInt(age));
      }
      for (const age of [0, 59, 2 * DAY_SECONDS + 1]) {
        await expect(deployRing(connection, feed, age))
          .to.be.revertedWithCustomError(ring, "PriceRingMaxAgeOutOfRange")
          .withArgs(age, 60, 2 * DAY_SECONDS);
      }
    });

    it("takes feeds of at most 18 decimals", async () => {
      const widest = await deployRing(connection, await deployFeed(connection, 18));
      expect(await widest.FEED_DECIMALS()).to.equal(18n);
      await expect(deployRing(connection, await deployFeed(connection, 19)))
        .to.be.revertedWithCustomError(ring, "PriceRingDecimalsTooMany")
        .withArgs(19, 18);
    });

    it("refuses an address without code", async () => {
      const [account] = await connection.ethers.getSigners();
      await expect(connection.ethers.deployContract("PriceRing", [account!.address, DAY_SECONDS]))
        .to.be.revertedWithCustomError(ring, "PriceRingFeedNoCode")
        .withArgs(account!.address);
    });
  });

  describe("recording", () => {
    it("records a close by anyone, once the day is over", async () => {
      const [, anyone] = await connection.ethers.getSigners();
      await closeOn(FIRST);
      await expect(ring.connect(anyone).observe(FIRST, [roundOfDay(FIRST)]))
        .to.emit(ring, "CloseObserved")
        .withArgs(FIRST, priceOf(FIRST), roundOfDay(FIRST));
      expect(await ring.closeOf(FIRST)).to.equal(priceOf(FIRST));
      expect(await ring.isKnown(FIRST)).to.equal(true);
      expect(await ring.lastClosedDay()).to.equal(BigInt(FIRST));
    });

    it("refuses a day that is not over, to the second", async () => {
      await closeOn(FIRST, -1);
      await expect(ring.observe(FIRST, [roundOfDay(FIRST)]))
        .to.be.revertedWithCustomError(ring, "PriceRingDayNotOver")
        .withArgs(FIRST, FIRST - 1);
      await closeOn(FIRST);
      await ring.observe(FIRST, [roundOfDay(FIRST)]);
    });

    it("knows nothing of days that were not recorded, the first of all days included", async () => {
      for (const day of [0, FIRST, FIRST + SIZE]) {
        expect(await ring.isKnown(day)).to.equal(false);
        await expect(ring.closeOf(day))
          .to.be.revertedWithCustomError(ring, "PriceRingDayMissing")
          .withArgs(day);
      }
    });

    it("records many days at once, long after, and tells how many were new", async () => {
      await closeOn(FIRST + 40, 12_345);
      await connection.networkHelpers.mine();
      expect(await ring.observe.staticCall(FIRST, roundsOf(FIRST, FIRST + 40))).to.equal(41n);
      await ring.observe(FIRST, roundsOf(FIRST, FIRST + 40));
      for (let day = FIRST; day <= FIRST + 40; day++) expect(await ring.closeOf(day)).to.equal(priceOf(day));
    });

    it("passes over days that are known, whatever round is named for them", async () => {
      await closeOn(FIRST + 3);
      await ring.observe(FIRST + 1, [roundOfDay(FIRST + 1)]);
      const rounds = [roundOfDay(FIRST), 999n, roundOfDay(FIRST + 2)];
      expect(await ring.observe.staticCall(FIRST, rounds)).to.equal(2n);
      await ring.observe(FIRST, rounds);
      expect(await ring.closeOf(FIRST + 1)).to.equal(priceOf(FIRST + 1));
      await expect(ring.observe(FIRST, rounds)).not.to.emit(ring, "CloseObserved");
    });

    it("passes over known days though the feed says nothing any more", async () => {
      const fickle = await connection.ethers.deployContract("FickleFeed");
      ring = await deployRing(connection, fickle);
      const round = { id: 5n, answeredIn: 5n, answer: 1n, updatedAt: closesAt(FIRST) };
      await fickle.setRound(5n, round);
      await closeOn(FIRST, 60);
      await ring.observe(FIRST, [5n]);
      await fickle.setRound(6n, { ...round, id: 6n, updatedAt: 0 });
      await fickle.setDecimals(6);
      expect(await ring.observe.staticCall(FIRST, [5n])).to.equal(0n);
    });

    it("takes nothing for nothing", async () => {
      expect(await ring.observe.staticCall(FIRST, [])).to.equal(0n);
    });

    it("keeps days apart that share a storage slot or a place", async () => {
      await closeOn(FIRST + SIZE);
      await ring.observe(FIRST + 1, roundsOf(FIRST + 1, FIRST + SIZE));
      expect(await ring.isKnown(FIRST)).to.equal(false);
      for (let day = FIRST + 1; day <= FIRST + SIZE; day++) {
        expect(await ring.closeOf(day)).to.equal(priceOf(day));
      }
      await closeOn(FIRST + SIZE + 1);
      await ring.observe(FIRST + SIZE + 1, [roundOfDay(FIRST + SIZE + 1)]);
      expect(await ring.isKnown(FIRST + 1)).to.equal(false);
      expect(await ring.closeOf(FIRST + 2)).to.equal(priceOf(FIRST + 2));
      expect(await ring.closeOf(FIRST + SIZE)).to.equal(priceOf(FIRST + SIZE));
    });

    it("refuses a day whose place belongs to a later one, recorded or not", async () => {
      await closeOn(FIRST + SIZE);
      await expect(ring.observe(FIRST, [roundOfDay(FIRST)]))
        .to.be.revertedWithCustomError(ring, "PriceRingDayTooOld")
        .withArgs(FIRST, FIRST + 1);
      await ring.observe(FIRST + 1, [roundOfDay(FIRST + 1)]);
    });

    it("refuses more days than it keeps", async () => {
      await closeOn(FIRST + SIZE);
      await expect(ring.observe(FIRST, roundsOf(FIRST, FIRST + SIZE)))
        .to.be.revertedWithCustomError(ring, "PriceRingTooManyDays")
        .withArgs(SIZE + 1, SIZE);
    });

    it("records nothing when one of the days is refused", async () => {
      await closeOn(FIRST + 1);
      await expect(ring.observe(FIRST, roundsOf(FIRST, FIRST + 2))).to.be.revertedWithCustomError(
        ring,
        "PriceRingDayNotOver",
      );
      expect(await ring.isKnown(FIRST)).to.equal(false);
    });
  });
});
