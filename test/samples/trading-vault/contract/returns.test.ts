import { expect } from "chai";
import fc from "fast-check";

import {
  dailyReturn,
  MAX_RETURN,
  modelInput,
  returnsOf,
  WINDOW,
} from "../../../../models/trading-signal/returns.ts";
import { ReturnsInvalidError } from "../../../../models/trading-signal/errors.ts";
import type { Connection } from "../../../helpers/scorer.ts";
import {
  closesAt,
  connectAtClose,
  deployFeed,
  deployRing,
  priceOf,
  report,
  roundOfDay,
  roundsOf,
  windowPrices,
} from "../../../helpers/vault-feed.ts";

const LAST = 19_230;
const MAX_PRICE = 2n ** 96n - 1n;
const PAIRS = 2_000;

describe("Returns that the vault computes", () => {
  let connection: Connection;

  beforeEach(async () => {
    connection = await connectAtClose(LAST);
  });

  describe("of one day", () => {
    const solidity = async (pairs: readonly (readonly [bigint, bigint])[]) => {
      const harness = await connection.ethers.deployContract("DailyReturnsHarness");
      const returns = await harness.between(
        pairs.map(([previous]) => previous),
        pairs.map(([, current]) => current),
      );
      return [...returns];
    };

    it("are rounded to the nearest 2^-16, halves away from zero", async () => {
      const half = 2n ** 17n;
      const cases: [previous: bigint, current: bigint, raw: bigint][] = [
        [100n, 100n, 0n],
        [100n, 200n, 65_536n],
        [100n, 50n, -32_768n],
        [half, half + 1n, 1n],
        [half, half - 1n, -1n],
        [half, half + 3n, 2n],
        [half, half - 3n, -2n],
        [half + 1n, half + 2n, 0n],
        [half + 1n, half, 0n],
        [3n, 4n, 21_845n],
        [3n, 2n, -21_845n],
        [MAX_PRICE, 1n, -65_536n],
        [MAX_PRICE, MAX_PRICE - 1n, 0n],
        [1n, 2n, 65_536n],
      ];
      const pairs = cases.map(([previous, current]) => [previous, current] as const);
      const expected = cases.map(([, , raw]) => raw);
      expect(await solidity(pairs)).to.deep.equal(expected);
      expect(pairs.map(([previous, current]) => dailyReturn(previous, current))).to.deep.equal(expected);
    });

    it("are the same in Solidity and in TypeScript, and the nearest there is, for any two prices", async function () {
      this.timeout(60_000);
      const price = fc.oneof(fc.bigInt(1n, MAX_PRICE), fc.bigInt(1n, 10n ** 12n), fc.bigInt(1n, 70n));
      // Neighbouring prices and exact halves are rare among independent ones.
      const pair = fc.oneof(
        fc.tuple(price, price),
        fc.tuple(price, fc.integer({ min: -2_000, max: 2_000 })).map(([previous, change]) => {
          const current = previous + (previous * BigInt(change)) / 10_000n;
          return [previous, current > 0n ? current : 1n] as [bigint, bigint];
        }),
        fc.tuple(fc.integer({ min: 1, max: 78 }), fc.bigInt(-131_071n, 131_071n)).map(([bits, change]) => {
          const unit = 2n ** BigInt(bits);
          return [unit * 2n ** 17n, unit * (2n ** 17n + change)] as [bigint, bigint];
        }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(pair, { minLength: 200, maxLength: 200 }), async (pairs) => {
          const usable = pairs.filter(
            ([previous, current]) => current <= 2n * previous && current <= MAX_PRICE,
          );
          const returns = await solidity(usable);
          for (const [index, [previous, current]] of usable.entries()) {
            const raw = returns[index]!;
            expect(dailyReturn(previous, current)).to.equal(raw);
            // |raw / 2^16 - change / previous| is at most half a unit, and a half goes outwards.
            const twice = 2n * ((current - previous) * MAX_RETURN - raw * previous);
            const outward = current >= previous ? twice : -twice;
            expect(outward < previous && outward >= -previous, `${previous} to ${current}`).to.equal(true);
          }
        }),
        { numRuns: PAIRS / 200 },
      );
    });

    it("are refused in TypeScript where a price is not positive or more than doubles", () => {
      for (const [previous, current] of [
        [0n, 1n],
        [1n, 0n],
        [-1n, 1n],
        [100n, 201n],
      ] as const) {
        expect(() => dailyReturn(previous, current)).to.throw(ReturnsInvalidError);
      }
      expect(() => modelInput([0n])).to.throw(ReturnsInvalidError);
    });
  });

  describe("of a window", () => {
    let feed: Awaited<ReturnType<typeof deployFeed>>;
    let ring: Awaited<ReturnType<typeof deployRing>>;

    beforeEach(async () => {
      feed = await deployFeed(connection);
      ring = await deployRing(connection, feed);
    });

    it("are those of 28 days, oldest first", async () => {
      await report(feed, LAST - 30, LAST);
      await ring.observe(LAST - 30, roundsOf(LAST - 30, LAST));
      for (const day of [LAST - 2, LAST - 1, LAST]) {
        const expected = returnsOf(windowPrices(day));
        expect(expected).to.have.length(WINDOW);
        expect([...(await ring.returnsEnding(day))]).to.deep.equal(expected);
      }
    });

    it("need every close from 28 days before, the window's first and last included", async () => {
      await report(feed, LAST - 28, LAST);
      const missing = async (day: number) =>
        expect(ring.returnsEnding(LAST))
          .to.be.revertedWithCustomError(ring, "PriceRingDayMissing")
          .withArgs(day);
      await ring.observe(LAST - 27, roundsOf(LAST - 27, LAST - 15));
      await missing(LAST - 28);
      await ring.observe(LAST - 28, [roundOfDay(LAST - 28)]);
      await missing(LAST - 14);
      await ring.observe(LAST - 13, roundsOf(LAST - 13, LAST - 1));
      await missing(LAST - 14);
      await ring.observe(LAST - 14, [roundOfDay(LAST - 14)]);
      await missing(LAST);
      await ring.observe(LAST, [roundOfDay(LAST)]);
      expect([...(await ring.returnsEnding(LAST))]).to.deep.equal(returnsOf(windowPrices(LAST)));
    });

    it("are none once an early close has made room for a later day", async () => {
      await report(feed, LAST - 28, LAST + 36);
      await ring.observe(LAST - 28, roundsOf(LAST - 28, LAST));
      await ring.returnsEnding(LAST);
      await connection.networkHelpers.time.increaseTo(closesAt(LAST + 36));
      await ring.observe(LAST + 36, [roundOfDay(LAST + 36)]);
      await expect(ring.returnsEnding(LAST))
        .to.be.revertedWithCustomError(ring, "PriceRingDayMissing")
        .withArgs(LAST - 28);
    });

    it("are none of the days before there were 28", async () => {
      for (const day of [0, 27, 28]) {
        await expect(ring.returnsEnding(day)).to.be.revertedWithCustomError(ring, "PriceRingDayMissing");
      }
      await expect(ring.returnsEnding(27))
        .to.be.revertedWithCustomError(ring, "PriceRingDayMissing")
        .withArgs(27);
    });

    it("may double the price in a day and not more; may lose nearly all of it", async () => {
      const low = 1_000_000n;
      const tell = async (prices: Record<number, bigint>) => {
        feed = await deployFeed(connection);
        ring = await deployRing(connection, feed);
        for (let day = LAST - 28; day <= LAST; day++) {
          const price = prices[day - LAST] ?? low;
          await feed.updateRoundData(roundOfDay(day), price, closesAt(day), closesAt(day));
        }
        await ring.observe(LAST - 28, roundsOf(LAST - 28, LAST));
      };
      await tell({ 0: 2n * low });
      expect((await ring.returnsEnding(LAST))[27]).to.equal(MAX_RETURN);
      await tell({ [-1]: 1n, 0: 1n });
      expect((await ring.returnsEnding(LAST))[26]).to.equal(-MAX_RETURN);
      // Half a unit above is the first that rounds to more than 1.
      await tell({ [-5]: 2n * low + 8n, [-4]: low });
      await expect(ring.returnsEnding(LAST))
        .to.be.revertedWithCustomError(ring, "PriceRingReturnOutOfRange")
        .withArgs(LAST - 5, MAX_RETURN + 1n);
      await tell({ [-28]: low / 2n - 10n });
      await expect(ring.returnsEnding(LAST))
        .to.be.revertedWithCustomError(ring, "PriceRingReturnOutOfRange")
        .withArgs(LAST - 27, dailyReturnUnbounded(low / 2n - 10n, low));
    });

    it("are of the prices that the ring recorded", async () => {
      await report(feed, LAST - 28, LAST);
      await ring.observe(LAST - 28, roundsOf(LAST - 28, LAST));
      expect(await ring.closeOf(LAST - 28)).to.equal(priceOf(LAST - 28));
      expect(await ring.WINDOW()).to.equal(BigInt(WINDOW));
    });
  });
});

/** The rule without its upper bound. */
const dailyReturnUnbounded = (previous: bigint, current: bigint) =>
  ((current - previous) * 2n * MAX_RETURN + previous) / (2n * previous);
