import { expect } from "chai";
import { Contract, type ContractRunner } from "ethers";

import { EzklError } from "../../../src/errors/base.ts";
import { roundAtClose, roundInHistory } from "../../../tasks/trading-vault/feed/find-round.ts";
import { FeedHistory } from "../../../tasks/trading-vault/feed/history.ts";
import { missingDays, roundsToObserve } from "../../../tasks/trading-vault/feed/missing-days.ts";
import { openFeed } from "../../../tasks/trading-vault/feed/rounds.ts";
import type { Connection } from "../../helpers/scorer.ts";
import {
  closesAt,
  connectAtClose,
  deployFeed,
  deployRing,
  report,
  roundId,
  roundOfDay,
} from "../../helpers/vault-feed.ts";

const TODAY = 19_174;
const HOUR = 3_600;
const PRICE = 1_234_00000000n;

describe("The feed's round at a close", () => {
  let connection: Connection;
  let mock: Awaited<ReturnType<typeof deployFeed>>;
  let feed: Contract;
  let runner: ContractRunner;

  /** The mock's round 1 is of the moment of its deployment, after the close: tests that need an older first round tell it anew. */
  beforeEach(async () => {
    connection = await connectAtClose(TODAY);
    mock = await deployFeed(connection);
    runner = (await connection.ethers.getSigners())[0]!;
    feed = openFeed(await mock.getAddress(), runner);
  });

  const tell = async (id: bigint, after: number, day = TODAY) =>
    mock.updateRoundData(id, PRICE, closesAt(day) + after, closesAt(day) + after);

  /** The feed, asked in another way. */
  const answering = async (call: NonNullable<ContractRunner["call"]>) =>
    openFeed(await mock.getAddress(), { provider: runner.provider, call: async (request) => call(request) });

  it("is found among hourly rounds with few questions", async () => {
    for (let number = 1; number <= 200; number++) await tell(BigInt(number), (number - 150) * HOUR + 60);
    let calls = 0;
    const counted = await answering((request) => {
      calls++;
      return runner.call!(request);
    });
    expect(await roundAtClose(counted, BigInt(TODAY))).to.equal(149n);
    expect(calls).to.be.below(20);
    expect(await roundAtClose(feed, BigInt(TODAY - 3))).to.equal(149n - 72n);

    calls = 0;
    const history = await FeedHistory.open(counted);
    for (let back = 0; back < 6; back++) {
      expect(await roundInHistory(history, BigInt(TODAY - back))).to.equal(149n - 24n * BigInt(back));
    }
    expect(calls, "nothing is asked twice").to.be.below(60);
  });

  it("is the latest round when none came since", async () => {
    await tell(1n, -2 * HOUR);
    await tell(2n, -HOUR);
    expect(await roundAtClose(feed, BigInt(TODAY))).to.equal(2n);
  });

  it("may have come in the very second of the close", async () => {
    await tell(1n, -HOUR);
    await tell(2n, 0);
    await tell(3n, 1);
    expect(await roundAtClose(feed, BigInt(TODAY))).to.equal(2n);
  });

  it("is found in the phase before the latest, however long that was", async () => {
    for (const [id, after] of [
      [roundId(1, 1), -4 * HOUR],
      [roundId(1, 2), -3 * HOUR],
      [roundId(1, 3), -2 * HOUR],
      [roundId(1, 4), -HOUR],
      [roundId(1, 5), 2 * HOUR],
      [roundId(2, 1), HOUR],
      [roundId(2, 2), 3 * HOUR],
    ] as const) {
      await tell(id, after);
    }
    expect(await roundAtClose(feed, BigInt(TODAY))).to.equal(roundId(1, 4));
  });

  it("is of the latest phase that had begun", async () => {
    for (const [id, after] of [
      [roundId(1, 1), -HOUR],
      [roundId(2, 1), -2 * HOUR],
      [roundId(2, 2), HOUR],
      [roundId(3, 1), 2 * HOUR],
    ] as const) {
      await tell(id, after);
    }
    expect(await roundAtClose(feed, BigInt(TODAY))).to.equal(roundId(2, 1));
  });

  it("does not exist before the feed did", async () => {
    await tell(1n, HOUR);
    expect(await codeOf(roundAtClose(feed, BigInt(TODAY)))).to.equal("EZKL_VAULT_NO_ROUND");
  });

  it("does not exist before the day is over", async () => {
    await tell(1n, 0);
    expect(await codeOf(roundAtClose(feed, BigInt(TODAY + 1)))).to.equal("EZKL_VAULT_DAY_NOT_OVER");
  });

  it("is looked for in vain when the node does not answer, and that is told as it is", async () => {
    await tell(1n, -HOUR);
    await tell(2n, HOUR);
    let calls = 0;
    const broken = await answering((request) => {
      if (++calls > 1) throw new Error("socket hang up");
      return runner.call!(request);
    });
    expect(await codeOf(roundAtClose(broken, BigInt(TODAY)))).to.equal("socket hang up");
  });

  it("is found where the feed reverts for rounds that it does not have", async () => {
    const fickle = await connection.ethers.deployContract("FickleFeed");
    for (const [id, after] of [
      [roundId(1, 1), -2 * HOUR],
      [roundId(1, 2), -HOUR],
      [roundId(2, 1), HOUR],
    ] as const) {
      await fickle.setRound(id, { id, answeredIn: id, answer: PRICE, updatedAt: closesAt(TODAY) + after });
    }
    const asked = openFeed(await fickle.getAddress(), runner);
    expect(await roundAtClose(asked, BigInt(TODAY))).to.equal(roundId(1, 2));
  });

  describe("and what the ring needs", () => {
    const FIRST = TODAY - 28;
    let ring: Awaited<ReturnType<typeof deployRing>>;
    let opened: Contract;

    beforeEach(async () => {
      ring = await deployRing(connection, mock);
      opened = new Contract(await ring.getAddress(), ring.interface, runner);
      await report(mock, FIRST, TODAY + 2);
    });

    it("is every day of the window at first, then the new ones", async () => {
      const days = Array.from({ length: 29 }, (_, index) => BigInt(FIRST + index));
      expect(await missingDays(opened, BigInt(TODAY))).to.deep.equal(days);
      const all = await roundsToObserve(opened, feed, BigInt(TODAY));
      expect(all.firstDay).to.equal(BigInt(FIRST));
      await ring.observe(all.firstDay, all.rounds);
      expect(await missingDays(opened, BigInt(TODAY))).to.deep.equal([]);
      expect((await roundsToObserve(opened, feed, BigInt(TODAY))).rounds).to.deep.equal([]);

      await connection.networkHelpers.time.increaseTo(closesAt(TODAY + 2));
      const next = await roundsToObserve(opened, feed, BigInt(TODAY + 2));
      expect(next).to.deep.equal({
        firstDay: BigInt(TODAY + 1),
        rounds: [roundOfDay(TODAY + 1), roundOfDay(TODAY + 2)],
      });
      await ring.observe(next.firstDay, next.rounds);
      await ring.returnsEnding(TODAY + 2);
    });

    it("passes over days between that are known", async () => {
      await ring.observe(FIRST + 1, [roundOfDay(FIRST + 1)]);
      const { firstDay, rounds } = await roundsToObserve(opened, feed, BigInt(TODAY));
      expect(firstDay).to.equal(BigInt(FIRST));
      expect(rounds.slice(0, 3)).to.deep.equal([roundOfDay(FIRST), 0n, roundOfDay(FIRST + 2)]);
      await ring.observe(firstDay, rounds);
      await ring.returnsEnding(TODAY);
    });
  });
});

/** The code of the error that the work ends in, its message where it is none of this package's. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof EzklError ? error.code : (error as Error).message;
  }
  throw new Error("the work succeeded");
}
