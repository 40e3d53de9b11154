import { expect } from "chai";
import { MaxUint256 } from "ethers";

import { signPermit } from "../../../helpers/permit.ts";
import { connect, type Connection } from "../../../helpers/scorer.ts";
import {
  BOND,
  DAY,
  DRAW_DELAY,
  FEE,
  hashOf,
  instancesFor,
  openContest,
  scoreFelt,
  ZERO,
} from "../../../helpers/singing-contest.ts";

type Token =
  "MintableToken" | "FeeOnTransferToken" | "GenerousToken" | "FalseToken" | "SilentToken" | "HookedToken";

describe("Currency of the singing contest", () => {
  let connection: Connection;

  before(async () => {
    connection = await connect();
  });

  async function openNative() {
    return openContest(connection);
  }
  const native = () => connection.networkHelpers.loadFixture(openNative);

  /** A contest in this token, of which Alice and Bob have plenty and allow all. */
  async function openIn(name: Token) {
    // They all are mintable; the compiler wants to know which one it is.
    const token = await connection.ethers.deployContract(name as "MintableToken");
    const world = await openContest(connection, { token: await token.getAddress() });
    for (const singer of [world.alice, world.bob]) {
      await token.mint(singer, 100n * FEE);
      await token.connect(singer).approve(world.contest, MaxUint256);
    }
    return { ...world, token };
  }

  /** Alice's signed allowance of the fee. */
  const permitOf = async ({ contest, alice, token }: Awaited<ReturnType<typeof openIn>>) =>
    signPermit(token, alice, await contest.getAddress(), FEE, MaxUint256);

  it("may be a token: fees, bonds, prizes and refunds move in it and no ether does", async () => {
    const { contest, terms, at, token, alice, bob, host, enterAndDraw, perform } =
      await openIn("MintableToken");
    await expect(contest.connect(alice).enter({ value: 1n }))
      .to.be.revertedWithCustomError(contest, "ContestValueMismatch")
      .withArgs(0n, 1n);
    const ticket = await enterAndDraw(alice);
    await contest.connect(bob).enter();
    expect(await token.balanceOf(contest)).to.equal(2n * FEE);
    await perform(alice, ticket, 0.75);
    await at(terms.submissionsCloseAt);
    await expect(contest.connect(bob).challenge(ticket, { value: BOND }))
      .to.be.revertedWithCustomError(contest, "ContestValueMismatch")
      .withArgs(0n, BOND);
    await expect(contest.refund(2n)).to.changeTokenBalances(
      connection.ethers,
      token,
      [contest, bob],
      [-FEE, FEE],
    );
    await expect(contest.connect(bob).challenge(ticket)).to.changeTokenBalances(
      connection.ethers,
      token,
      [contest, bob],
      [BOND, -BOND],
    );
    await at(terms.submissionsCloseAt + BigInt(2 * DAY));
    await contest.close();
    // Nobody is left in the standings: what Alice paid goes to her challenger.
    await contest.refund(ticket);
    await contest.connect(bob).claim();
    expect(await token.balanceOf(bob)).to.equal(101n * FEE);
    expect(await token.balanceOf(contest)).to.equal(0n);
    expect(await contest.owed(host)).to.equal(0n);
  });

  it("takes a token's signed allowance, also when somebody else has sent it first", async () => {
    const world = await openIn("MintableToken");
    const { contest, token, alice, bob } = world;
    await token.connect(alice).approve(contest, 0n);
    const first = await permitOf(world);
    await contest.connect(alice).enterWithPermit(first.deadline, first.v, first.r, first.s);
    expect((await contest.ticketAt(1n)).singer).to.equal(alice.address);
    const second = await permitOf(world);
    await token.connect(bob).permit(alice, contest, FEE, second.deadline, second.v, second.r, second.s);
    await contest.connect(alice).enterWithPermit(second.deadline, second.v, second.r, second.s);
    expect((await contest.ticketAt(2n)).singer).to.equal(alice.address);
    // Used up: the allowance is gone, and the token says so.
    await expect(
      contest.connect(alice).enterWithPermit(second.deadline, second.v, second.r, second.s),
    ).to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance");
  });

  it("lets nobody enter at another's expense with that one's permit", async () => {
    const world = await openIn("MintableToken");
    const { contest, token, alice, bob } = world;
    await token.connect(alice).approve(contest, 0n);
    await token.connect(bob).approve(contest, 0n);
    const { deadline, v, r, s } = await permitOf(world);
    await expect(contest.connect(bob).enterWithPermit(deadline, v, r, s))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(contest, 0n, FEE);
  });

  it("has no permit where the chain's own currency is used", async () => {
    const { contest, alice } = await native();
    await expect(
      contest.connect(alice).enterWithPermit(MaxUint256, 27, ZERO.padEnd(66, "0"), ZERO.padEnd(66, "0")),
    ).to.be.revertedWithCustomError(contest, "ContestPermitWithoutToken");
  });

  it("is refused when less or more arrives than was asked for", async () => {
    for (const [name, received] of [
      ["FeeOnTransferToken", FEE - 1n],
      ["GenerousToken", FEE + 1n],
    ] as const) {
      const { contest, alice } = await openIn(name);
      await expect(contest.connect(alice).enter())
        .to.be.revertedWithCustomError(contest, "ContestFeeNotReceived")
        .withArgs(FEE, received);
    }
  });

  it("may return nothing, and may not return false", async () => {
    const silent = await openIn("SilentToken");
    await silent.contest.connect(silent.alice).enter();
    await connection.networkHelpers.mine(300);
    await silent.contest.refund(1n);
    expect(await silent.token.balanceOf(silent.alice)).to.equal(100n * FEE);

    const { contest, token, alice } = await openIn("FalseToken");
    await contest.connect(alice).enter();
    await connection.networkHelpers.mine(300);
    await (await connection.ethers.getContractAt("FalseToken", token)).refuse();
    await expect(contest.connect(alice).enter())
      .to.be.revertedWithCustomError(contest, "SafeERC20FailedOperation")
      .withArgs(token);
    await expect(contest.refund(1n)).to.be.revertedWithCustomError(contest, "SafeERC20FailedOperation");
    expect((await contest.ticketAt(1n)).refunded).to.equal(false);
  });

  it("pays what is owed once", async () => {
    const { contest, terms, at, alice, enterAndDraw, perform } = await native();
    await expect(contest.connect(alice).claim())
      .to.be.revertedWithCustomError(contest, "ContestNothingOwed")
      .withArgs(alice);
    const ticket = await enterAndDraw(alice);
    await perform(alice, ticket, 0.75);
    await at(terms.submissionsCloseAt + BigInt(DAY));
    await contest.close();
    const prize = (FEE * 95n) / 100n;
    expect(await contest.owed(alice)).to.equal(prize);
    const claim = contest.connect(alice).claim();
    await expect(claim).to.changeEtherBalances(connection.ethers, [contest, alice], [-prize, prize]);
    await expect(claim).to.emit(contest, "PrizeClaimed").withArgs(alice, prize);
    await expect(contest.connect(alice).claim()).to.be.revertedWithCustomError(contest, "ContestNothingOwed");
  });

  it("stays with the contest when its owner refuses it, and harms nobody else", async () => {
    const { contest, alice, bob } = await native();
    const account = await connection.ethers.deployContract("HookedAccount");
    const enter = contest.interface.encodeFunctionData("enter");
    await account.run(contest, FEE, enter, { value: FEE });
    await contest.connect(bob).enter({ value: FEE });
    await connection.networkHelpers.mine(300);
    await account.setRefusing(true);
    await expect(contest.connect(alice).refund(1n))
      .to.be.revertedWithCustomError(contest, "ContestPaymentFailed")
      .withArgs(account, FEE);
    await contest.refund(2n);
    await account.setRefusing(false);
    await expect(contest.refund(1n)).to.changeEtherBalance(connection.ethers, account, FEE);
  });

  describe("that calls back while it moves", () => {
    /** An account that is paid in ether and calls back when it arrives: a refund is due to it, and another's fee lies beside. */
    async function nativeReentrant() {
      const world = await native();
      const { contest, alice } = world;
      const { interface: abi } = contest;
      const account = await connection.ethers.deployContract("HookedAccount");
      await account.run(contest, FEE, abi.encodeFunctionData("enter"), { value: FEE });
      await contest.connect(alice).enter({ value: FEE });
      await connection.networkHelpers.mine(300);
      return { ...world, account, abi };
    }

    it("is refunded once", async () => {
      const { contest, account, abi, alice } = await nativeReentrant();
      for (const ticket of [1n, 2n]) {
        await account.hook(contest, abi.encodeFunctionData("refund", [ticket]));
        await expect(contest.connect(alice).refund(1n)).to.be.revertedWithCustomError(
          contest,
          "ContestPaymentFailed",
        );
      }
      await account.hook(ZERO, "0x");
      await contest.refund(1n);
      expect(await connection.ethers.provider.getBalance(contest)).to.equal(FEE);
    });

    it("is paid its prize once", async () => {
      const { contest, terms, at, account, abi } = await nativeReentrant();
      await account.run(contest, FEE, abi.encodeFunctionData("enter"), { value: FEE });
      await connection.networkHelpers.mine(DRAW_DELAY);
      await contest.drawMelody(3n);
      const address = await account.getAddress();
      const hash = hashOf(3n, 0.75);
      const instances = await instancesFor(contest, address, 3n, scoreFelt(0.75), hash);
      await account.run(contest, 0n, abi.encodeFunctionData("submit", [3n, hash, "0x01", instances]));
      await at(terms.submissionsCloseAt + BigInt(DAY));
      await contest.close();
      const prize = (FEE * 95n) / 100n;
      const claim = abi.encodeFunctionData("claim");
      await account.hook(contest, claim);
      await expect(account.run(contest, 0n, claim))
        .to.be.revertedWithCustomError(contest, "ContestPaymentFailed")
        .withArgs(account, prize);
      await account.hook(ZERO, "0x");
      await expect(account.run(contest, 0n, claim)).to.changeEtherBalance(connection.ethers, account, prize);
    });

    it("finds every door shut that moves money", async () => {
      const { contest, token, alice, terms, at, perform, enterAndDraw } = await openIn("HookedToken");
      const hooked = await connection.ethers.getContractAt("HookedToken", token);
      const account = await connection.ethers.deployContract("HookedAccount");
      const abi = contest.interface;
      const zeros = ZERO.padEnd(66, "0");
      await contest.connect(alice).enter();
      const shut = async (outer: () => Promise<unknown>) => {
        for (const inner of [
          abi.encodeFunctionData("enter"),
          abi.encodeFunctionData("enterWithPermit", [0n, 27, zeros, zeros]),
          abi.encodeFunctionData("claim"),
          abi.encodeFunctionData("refund", [1n]),
          abi.encodeFunctionData("challenge", [1n]),
        ]) {
          await hooked.hook(account, contest, inner);
          await expect(outer()).to.be.revertedWithCustomError(contest, "ReentrancyGuardReentrantCall");
        }
        await hooked.hook(ZERO, ZERO, "0x");
      };
      await shut(() => contest.connect(alice).enter());
      await shut(() => contest.connect(alice).enterWithPermit(0n, 27, zeros, zeros));
      await connection.networkHelpers.mine(300);
      await shut(() => contest.refund(1n));
      const ticket = await enterAndDraw(alice);
      await perform(alice, ticket, 0.75);
      await at(terms.submissionsCloseAt);
      await shut(() => contest.connect(alice).challenge(ticket));
      await at(terms.submissionsCloseAt + BigInt(DAY));
      await contest.close();
      await shut(() => contest.connect(alice).claim());
    });
  });
});
