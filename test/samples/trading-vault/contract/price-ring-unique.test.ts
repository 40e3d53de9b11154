import { expect } from "chai";
import fc from "fast-check";

import { NoRoundError } from "../../../../tasks/trading-vault/feed/errors.ts";
import { roundAtClose } from "../../../../tasks/trading-vault/feed/find-round.ts";
import { openFeed } from "../../../../tasks/trading-vault/feed/rounds.ts";
import type { Connection } from "../../../helpers/scorer.ts";
import { runs } from "../../../helpers/share.ts";
import { closesAt, connectAtClose, deployFeed, deployRing, roundId } from "../../../helpers/vault-feed.ts";

const TODAY = 19_174;
const CLOSE = closesAt(TODAY);
const PRICE = 1_234_00000000n;
const RUNS = runs(60, 15);

/** A phase is the seconds after the close at which its rounds came; a feed is a list of phases. */
type History = number[][];

/** Times close enough together that rounds of one second and of the close's own second are common. */
const history = fc.array(
  fc
    .array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 6 })
    .map((times) => times.sort((a, b) => a - b)),
  { minLength: 1, maxLength: 4 },
);

const roundsOf = (phases: History) =>
  phases.flatMap((times, phase) =>
    times.map((after, index) => ({ id: roundId(phase + 1, index + 1), after, number: index + 1 })),
  );

/** The rule, said plainly: of the latest phase that had begun by the close, the last round by the close. */
function standing(phases: History): bigint | undefined {
  const phase = phases.findLastIndex(([first]) => first! <= 0);
  if (phase < 0) return undefined;
  return roundId(phase + 1, phases[phase]!.findLastIndex((after) => after <= 0) + 1);
}

const unlessNone = (error: unknown) => {
  if (error instanceof NoRoundError) return undefined;
  throw error;
};

describe("PriceRing: of all rounds of a feed", () => {
  let connection: Connection;

  before(async () => {
    connection = await connectAtClose(TODAY);
    // Later than any round.
    await connection.networkHelpers.time.increase(60);
  });

  const tellMock = async (phases: History) => {
    const feed = await deployFeed(connection);
    for (const { id, after } of roundsOf(phases)) {
      await feed.updateRoundData(id, PRICE, CLOSE + after, CLOSE + after);
    }
    return feed;
  };

  const tellFickle = async (phases: History) => {
    const feed = await connection.ethers.deployContract("FickleFeed");
    for (const { id, after } of roundsOf(phases)) {
      await feed.setRound(id, { id, answeredIn: id, answer: PRICE, updatedAt: CLOSE + after });
    }
    return feed;
  };

  for (const [how, tell] of [
    ["answers with zeros", tellMock],
    ["reverts", tellFickle],
  ] as const) {
    it(`exactly one is taken for a day, and it is the one that is found (a feed that ${how} where it has no round)`, async function () {
      this.timeout(120_000);
      const [anyone] = await connection.ethers.getSigners();
      await fc.assert(
        fc.asyncProperty(history, async (phases) => {
          const feed = await tell(phases);
          const ring = await deployRing(connection, feed);
          const expected = standing(phases);
          // Each round there is, and those just beyond each phase's last.
          const beyond = phases.map((times, phase) => roundId(phase + 1, times.length + 1));
          const candidates = [
            ...roundsOf(phases).map(({ id }) => id),
            ...beyond,
            roundId(1, 0),
            roundId(phases.length + 1, 1),
          ];
          const taken: bigint[] = [];
          for (const id of candidates) {
            const recorded = await ring.observe.staticCall(TODAY, [id]).catch(() => 0n);
            if (recorded === 1n) taken.push(id);
          }
          expect(taken).to.deep.equal(expected === undefined ? [] : [expected]);

          const search = roundAtClose(openFeed(await feed.getAddress(), anyone!), BigInt(TODAY));
          expect(await search.catch(unlessNone)).to.equal(expected);
        }),
        { numRuns: RUNS },
      );
    });
  }
});
