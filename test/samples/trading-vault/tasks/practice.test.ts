import { expect } from "chai";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { CLOSE_DECIMALS } from "../../../../models/trading-signal/closes.ts";
import {
  feedDay,
  lastFedDay,
  movePool,
  type PracticeDesk,
} from "../../../../tasks/trading-vault/practice/forward-day.ts";
import { priceAtSqrt, sqrtPriceAt, squareRoot } from "../../../../tasks/trading-vault/practice/pool-price.ts";
import { uniswapAt } from "../../../../tasks/trading-vault/practice/uniswap.ts";
import {
  closeTime,
  deployPractice,
  RISK_DECIMALS,
  STABLE_DECIMALS,
} from "../../../../tasks/trading-vault/practice/world.ts";

/** A price, with the feed's decimals. */
const usd = (amount: number): bigint => BigInt(Math.round(amount * 10 ** CLOSE_DECIMALS));

describe("trading vault: the world of practice", function () {
  this.timeout(60_000);
  let connection: NetworkConnection;
  let desk: PracticeDesk;
  let today: bigint;

  before(async () => {
    connection = await network.create();
    const signers = await connection.ethers.getSigners();
    const maker = signers.at(-1)!;
    const latest = await connection.ethers.provider.getBlock("latest");
    today = BigInt(latest!.timestamp) / 86_400n;
    const history = [3n, 2n, 1n].map((ago, index) => ({ day: today - ago, price: usd(1000 + 10 * index) }));
    desk = { connection, maker, world: await deployPractice({ connection, maker, history }) };
  });
  after(async () => connection.close());

  const poolPrice = async (): Promise<bigint> => {
    const pool = await uniswapAt("UniswapV3Pool", desk.world.pool, desk.maker);
    const { sqrtPriceX96 } = (await pool.getFunction("slot0").staticCall()) as unknown as {
      sqrtPriceX96: bigint;
    };
    const { stable, risk } = desk.world;
    return priceAtSqrt(sqrtPriceX96, {
      ...{ stable, risk, stableDecimals: STABLE_DECIMALS, riskDecimals: RISK_DECIMALS },
      feedDecimals: CLOSE_DECIMALS,
    });
  };

  it("has a feed whose history has each day's close at the day's end", async () => {
    const feed = await connection.ethers.getContractAt("MockV3Aggregator", desk.world.feed);
    for (const [index, ago] of [3n, 2n, 1n].entries()) {
      const { answer, updatedAt } = (await feed
        .getFunction("getRoundData")
        .staticCall(index + 1)) as unknown as {
        answer: bigint;
        updatedAt: bigint;
      };
      expect(answer).to.equal(usd(1000 + 10 * index));
      expect(updatedAt).to.equal(closeTime(today - ago));
    }
    expect(await lastFedDay(desk)).to.equal(today - 1n);
  });

  it("has a pool at the last close, and moves it to any other", async () => {
    expect(await poolPrice()).to.equal(usd(1020));
    for (const price of [usd(1100), usd(1099.99), usd(400), usd(4000), usd(4000)]) {
      await movePool(desk, price);
      expect(await poolPrice()).to.equal(price);
    }
  });

  it("a day later the feed has one round more, and the pool its price", async () => {
    await feedDay(desk, { day: today, price: usd(1234.5) });
    expect(await lastFedDay(desk)).to.equal(today);
    expect(await poolPrice()).to.equal(usd(1234.5));
  });

  it("writes and reads a pool's price, for either order of the tokens", () => {
    const [low, high] = [`0x${"11".repeat(20)}`, `0x${"22".repeat(20)}`];
    for (const [stable, risk] of [
      [low, high],
      [high, low],
    ] as const) {
      for (const [stableDecimals, riskDecimals] of [
        [6, 18],
        [18, 8],
        [18, 18],
        [6, 6],
      ] as const) {
        const scale = { stable, risk, stableDecimals, riskDecimals, feedDecimals: 8 };
        for (const price of [usd(0.01), usd(1), usd(1589.01), usd(64_321)])
          expect(priceAtSqrt(sqrtPriceAt(price, scale), scale)).to.equal(price);
      }
    }
    // One whole for one whole, both with the same decimals: the root is 1.
    const even = { stable: low, risk: high, stableDecimals: 6, riskDecimals: 6, feedDecimals: 8 };
    expect(sqrtPriceAt(10n ** 8n, even)).to.equal(1n << 96n);
    for (const value of [0n, 1n, 2n, 3n, 4n, 15n, 16n, 10n ** 40n, 10n ** 40n - 1n]) {
      const root = squareRoot(value);
      expect(root * root <= value && (root + 1n) * (root + 1n) > value).to.equal(true);
    }
  });
});
