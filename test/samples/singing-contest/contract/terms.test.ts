import { expect } from "chai";
import { FunctionFragment, keccak256 } from "ethers";

import { deployMock, compileMock } from "../../../helpers/mock-verifiers.ts";
import { connect, type Connection } from "../../../helpers/scorer.ts";
import {
  DAY,
  openContest,
  permissiveVerifier,
  sampleTerms,
  wad,
  ZERO,
  type Terms,
} from "../../../helpers/singing-contest.ts";

const HOUR = 3600n;

describe("Terms of the singing contest", () => {
  let connection: Connection;
  let verifier: [address: string, codeHash: string];

  before(async () => {
    connection = await connect();
    verifier = await permissiveVerifier(connection);
  });

  /** Opens a contest at a known second. */
  async function open(change: (terms: Terms, now: bigint) => Partial<Terms>, from = verifier) {
    const { ethers, networkHelpers } = connection;
    const [deployer, host] = await ethers.getSigners();
    const now = (await networkHelpers.time.latest()) + 10;
    const terms = sampleTerms(now, host!.address);
    await networkHelpers.time.setNextBlockTimestamp(now);
    const factory = await ethers.getContractFactory("SingingContest", deployer);
    const changed = { ...terms, ...change(terms, BigInt(now)) };
    return { now: BigInt(now), terms: changed, factory, deployed: factory.deploy(...from, changed) };
  }

  async function refuses(
    change: (terms: Terms, now: bigint) => Partial<Terms>,
    error: string,
    args: (terms: Terms, now: bigint) => readonly unknown[],
  ) {
    const { deployed, factory, terms, now } = await open(change);
    // A deployment that is refused has no contract to take the error's ABI from.
    const contract = factory.attach(ZERO);
    await expect(deployed)
      .to.be.revertedWithCustomError(contract, error)
      .withArgs(...args(terms, now));
  }

  const holds = async (change: (terms: Terms, now: bigint) => Partial<Terms>) => {
    const { deployed } = await open(change);
    await (await deployed).waitForDeployment();
  };

  it("are told as they were given", async () => {
    const { deployed, terms } = await open(() => ({ token: verifier[0], hostShare: 123n }));
    const contest = await deployed;
    const told = await contest.terms();
    for (const [name, value] of Object.entries(terms)) {
      expect(told[name as keyof typeof terms], name).to.deep.equal(value);
    }
    await expect(contest.deploymentTransaction()).to.emit(contest, "ContestOpened");
    expect(await contest.challengesCloseAt()).to.equal(terms.submissionsCloseAt + terms.disputeWindow);
    expect(await contest.revealsCloseAt()).to.equal(terms.submissionsCloseAt + 2n * terms.disputeWindow);
    expect(await contest.verifier()).to.equal(verifier[0]);
    expect(await contest.verifierCodeHash()).to.equal(verifier[1]);
  });

  it("name a token that has code, or none", async () => {
    const [, someone] = await connection.ethers.getSigners();
    await refuses(
      () => ({ token: someone!.address }),
      "ContestTokenNoCode",
      ({ token }) => [token],
    );
  });

  it("ask a fee and a bond", async () => {
    await refuses(
      () => ({ fee: 0n }),
      "ContestFeeZero",
      () => [],
    );
    await refuses(
      () => ({ challengeBond: 0n }),
      "ContestBondZero",
      () => [],
    );
    await holds(() => ({ fee: 1n, challengeBond: 1n }));
  });

  it("give the host a tenth at most, and to somebody", async () => {
    await holds(() => ({ hostShare: 1_000n }));
    await refuses(
      () => ({ hostShare: 1_001n }),
      "ContestHostShareTooHigh",
      () => [1_001n, 1_000n],
    );
    await refuses(
      () => ({ host: ZERO, hostShare: 1n }),
      "ContestHostMissing",
      () => [1n],
    );
    await holds(() => ({ host: ZERO, hostShare: 0n }));
  });

  it("split the whole prize, a better place never getting less", async () => {
    for (const split of [
      [10_000n, 0n, 0n],
      [3_334n, 3_333n, 3_333n],
      [5_000n, 5_000n, 0n],
    ] as const) {
      await holds(() => ({ split: [...split] }));
    }
    for (const split of [
      [6_000n, 3_000n, 999n],
      [6_000n, 3_000n, 1_001n],
      [4_000n, 4_001n, 1_999n],
      [4_000n, 2_999n, 3_001n],
      [0n, 0n, 0n],
      [65_535n, 10_001n, 0n],
    ] as const) {
      await refuses(
        () => ({ split: [...split] }),
        "ContestSplitInvalid",
        () => [[...split]],
      );
    }
  });

  it("close entries later than they open", async () => {
    await refuses(
      (_, now) => ({ entriesCloseAt: now }),
      "ContestEntriesCloseInPast",
      (_, now) => [now, now],
    );
    await holds((_, now) => ({ entriesCloseAt: now + 1n }));
  });

  it("leave time to sing after the last entry", async () => {
    const short = ({ entriesCloseAt }: Terms) => ({ submissionsCloseAt: entriesCloseAt + HOUR - 1n });
    await refuses(short, "ContestSingingTimeTooShort", (terms) => [
      terms.submissionsCloseAt,
      terms.entriesCloseAt + HOUR,
    ]);
    await holds(({ entriesCloseAt }) => ({ submissionsCloseAt: entriesCloseAt + HOUR }));
  });

  it("keep the dispute window between an hour and two weeks", async () => {
    const longest = BigInt(14 * DAY);
    await holds(() => ({ disputeWindow: HOUR }));
    await holds(() => ({ disputeWindow: longest }));
    for (const disputeWindow of [0n, HOUR - 1n, longest + 1n]) {
      await refuses(
        () => ({ disputeWindow }),
        "ContestDisputeWindowOutOfRange",
        () => [disputeWindow, HOUR, longest],
      );
    }
  });

  it("end within 180 days", async () => {
    const lasting = (seconds: bigint) => (terms: Terms, now: bigint) => ({
      submissionsCloseAt: now + seconds - 2n * terms.disputeWindow,
    });
    const longest = BigInt(180 * DAY);
    await holds(lasting(longest));
    await refuses(lasting(longest + 1n), "ContestTooLong", (_, now) => [now + longest + 1n, now + longest]);
    const far = 2n ** 64n - 1n;
    await refuses(
      () => ({ submissionsCloseAt: far }),
      "ContestTooLong",
      ({ disputeWindow }, now) => [far + 2n * disputeWindow, now + longest],
    );
  });

  it("set a threshold that a score can reach", async () => {
    await holds(() => ({ threshold: 1n, cap: 1n }));
    await holds(() => ({ threshold: wad(1), cap: wad(1) }));
    await refuses(
      () => ({ threshold: 0n }),
      "ContestThresholdOutOfRange",
      ({ cap }) => [0n, cap],
    );
    await refuses(
      ({ cap }) => ({ threshold: cap + 1n }),
      "ContestThresholdOutOfRange",
      ({ cap }) => [cap + 1n, cap],
    );
    await refuses(
      () => ({ cap: wad(1) + 1n }),
      "ContestCapTooHigh",
      () => [wad(1) + 1n, wad(1)],
    );
  });

  it("stand on a verifier that is deployed, known and checks", async () => {
    const [, someone] = await connection.ethers.getSigners();
    const [address] = verifier;
    const always = await deployMock(connection, "AlwaysTrueVerifier");
    const proxy = await deployMock(connection, "DelegatingProxy", address);
    const hashOf = async (at: string) => keccak256(await connection.ethers.provider.getCode(at));
    for (const [from, error] of [
      [[someone!.address, verifier[1]], "EzklVerifierPinNoCode"],
      [[address, keccak256(compileMock("AlwaysTrueVerifier").runtime)], "EzklVerifierPinCodeHash"],
      [[always, await hashOf(always)], "EzklVerifierPinAcceptsAnything"],
      [[proxy, await hashOf(proxy)], "EzklVerifierPinNotSelfContained"],
    ] as const) {
      const { deployed, factory } = await open(() => ({}), [from[0], from[1]]);
      await expect(deployed).to.be.revertedWithCustomError(factory.attach(ZERO), error);
    }
  });

  it("cannot be changed: the contract has these functions and no others", async () => {
    const { interface: abi } = await connection.ethers.getContractFactory("SingingContest");
    const changing = abi.fragments
      .filter((fragment) => FunctionFragment.isFragment(fragment) && !fragment.constant)
      .map((fragment) => FunctionFragment.from(fragment).name);
    expect([abi.fallback, abi.receive], "fallback, receive").to.deep.equal([null, false]);
    expect(changing.sort()).to.deep.equal([
      "challenge",
      "claim",
      "close",
      "drawMelody",
      "enter",
      "enterWithPermit",
      "refund",
      "reveal",
      "submit",
    ]);
  });

  it("take no ether but fees and bonds", async () => {
    const { contest, host } = await openContest(connection);
    await expect(host.sendTransaction({ to: contest, value: 1n })).to.be.revertedWithoutReason(
      connection.ethers,
    );
  });
});
