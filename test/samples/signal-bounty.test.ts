import { expect } from "chai";
import { concat, keccak256, parseEther, toBeHex } from "ethers";

import { specialiseVerifier } from "../../src/verifier/index.ts";
import { R } from "../helpers/calldata.ts";
import { compileSolidity } from "../helpers/compile.ts";
import { compileMock, deployMock } from "../helpers/mock-verifiers.ts";
import { connect, deployCompiled, type Connection } from "../helpers/scorer.ts";
import { loadEngineSource, loadProof, type RecordedProof } from "../helpers/vectors.ts";

const MODEL = "trading-signal";
const BOUNTY = parseEther("1");
const WEEK = 7 * 24 * 3600;

describe("SignalBounty", () => {
  const [first, ofBob, invented, highest, lowest] = [
    "alice-1",
    "bob-1",
    "alice-1-invented",
    "alice-2-highest",
    "alice-3-lowest",
  ].map((name) => loadProof(MODEL, name)) as [
    RecordedProof,
    RecordedProof,
    RecordedProof,
    RecordedProof,
    RecordedProof,
  ];
  let connection: Connection;
  let world: Awaited<ReturnType<typeof deploy>>;

  async function deploy() {
    const { source } = specialiseVerifier(loadEngineSource(MODEL), {
      model: MODEL,
      engineVersion: "21.0.0",
      contractName: "SignalVerifier",
    });
    const compiled = compileSolidity(source, "SignalVerifier");
    const verifier = await deployCompiled(connection, compiled);
    const signers = await connection.ethers.getSigners();
    const [, alice, bob] = signers;
    const owner = signers[19]!;
    const bounty = await connection.ethers.deployContract(
      "SignalBounty",
      [verifier, keccak256(compiled.runtime)],
      owner,
    );
    return { bounty, owner, alice: alice!, bob: bob! };
  }

  /** keccak256 of the window's instances, computed here from what the model was given. */
  const windowHash = (recorded: RecordedProof) =>
    keccak256(concat(recorded.instances.slice(0, recorded.input.length).map((felt) => toBeHex(felt, 32))));
  const open = async (recorded: RecordedProof, value = BOUNTY) => {
    await world.bounty.connect(world.owner).openEpoch(windowHash(recorded), { value });
    return world.bounty.latestEpoch();
  };
  const submitAs = (signer: typeof world.alice, epoch: bigint, { proof, instances }: RecordedProof) =>
    world.bounty.connect(signer).submit(epoch, proof, instances);

  beforeEach(async () => {
    connection = await connect();
    world = await deploy();
  });

  it("stands where the recorded proofs expect it and belongs to their model", async () => {
    expect(await world.bounty.getAddress()).to.equal(first.context.consumer);
    expect(await world.bounty.modelDigest(), "record the proofs again: model or settings changed").to.equal(
      first.context.modelDigest,
    );
    expect(await world.bounty.contextOf(world.alice, first.context.scope)).to.equal(first.context.hash);
  });

  it("records the proven allocation and owes the prover the bounty, paid on request", async () => {
    const { bounty, alice } = world;
    const epoch = await open(first);
    const allocation = wad(first.outputs[0]!);
    await expect(submitAs(alice, epoch, first))
      .to.emit(bounty, "AllocationRecorded")
      .withArgs(epoch, alice, allocation);
    const recorded = await bounty.epochAt(epoch);
    expect([recorded.prover, recorded.allocation]).to.deep.equal([alice.address, allocation]);
    expect(await bounty.owed(alice)).to.equal(BOUNTY);

    await expect(bounty.connect(alice).withdraw()).to.changeEtherBalances(
      connection.ethers,
      [bounty, alice],
      [-BOUNTY, BOUNTY],
    );
    await expect(bounty.connect(alice).withdraw())
      .to.be.revertedWithCustomError(bounty, "SignalBountyNothingOwed")
      .withArgs(alice);
  });

  it("records the least and the most that the model gives exactly", async () => {
    await open(first);
    const second = await open(highest);
    const third = await open(lowest);
    await submitAs(world.alice, second, highest);
    await submitAs(world.alice, third, lowest);
    expect(highest.outputs[0]).to.be.above(lowest.outputs[0]!);
    expect((await world.bounty.epochAt(second)).allocation).to.equal(wad(highest.outputs[0]!));
    expect((await world.bounty.epochAt(third)).allocation).to.equal(wad(lowest.outputs[0]!));
  });

  it("pays an epoch once, whoever comes second", async () => {
    const { bounty, alice, bob } = world;
    const epoch = await open(first);
    await submitAs(bob, epoch, ofBob);
    for (const [signer, recorded] of [
      [alice, first],
      [bob, ofBob],
    ] as const) {
      await expect(submitAs(signer, epoch, recorded))
        .to.be.revertedWithCustomError(bounty, "SignalBountyEpochSettled")
        .withArgs(epoch, bob);
    }
    expect(await bounty.owed(bob)).to.equal(BOUNTY);
    expect(await bounty.owed(alice)).to.equal(0n);
  });

  it("pays nothing for made-up returns, however well proven", async () => {
    const epoch = await open(first);
    await expect(submitAs(world.alice, epoch, invented))
      .to.be.revertedWithCustomError(world.bounty, "SignalBountyWindowMismatch")
      .withArgs(windowHash(first), windowHash(invented));
    // The same proof earns on the window it was made for: the proof itself is good.
    const fresh = await connect();
    connection = fresh;
    world = await deploy();
    await submitAs(world.alice, await open(invented), invented);
    expect(await world.bounty.owed(world.alice)).to.equal(BOUNTY);
  });

  it("pays nobody for another's proof, nor for another epoch's", async () => {
    const { bounty, alice, bob } = world;
    const epoch = await open(first);
    await expect(submitAs(bob, epoch, first)).to.be.revertedWithCustomError(bounty, "EzklContextMismatch");
    const next = await open(first);
    await expect(submitAs(alice, next, first)).to.be.revertedWithCustomError(bounty, "EzklContextMismatch");
  });

  it("refuses another allocation than the proven one", async () => {
    const epoch = await open(first);
    const at = first.instances.length - first.context.limbs.length - 1;
    const raised = { ...first, instances: first.instances.map((felt, i) => (i === at ? felt + 1n : felt)) };
    await expect(submitAs(world.alice, epoch, raised)).to.be.revertedWithCustomError(
      world.bounty,
      "EzklConsumerProofRejected",
    );
  });

  it("refuses another number of instances before anything is hashed", async () => {
    const epoch = await open(first);
    for (const instances of [[], first.instances.slice(1), [...first.instances, 0n]]) {
      await expect(submitAs(world.alice, epoch, { ...first, instances }))
        .to.be.revertedWithCustomError(world.bounty, "EzklConsumerInstanceCount")
        .withArgs(first.instances.length, instances.length);
    }
  });

  it("knows only epochs that were opened, with money", async () => {
    const { bounty, owner, alice } = world;
    for (const epoch of [0n, 1n]) {
      await expect(submitAs(alice, epoch, first))
        .to.be.revertedWithCustomError(bounty, "SignalBountyEpochUnknown")
        .withArgs(epoch);
    }
    // More than an epoch's record holds must not be cut to size.
    await connection.networkHelpers.setBalance(owner.address, 2n ** 130n);
    for (const value of [0n, 2n ** 128n]) {
      await expect(bounty.connect(owner).openEpoch(windowHash(first), { value }))
        .to.be.revertedWithCustomError(bounty, "SignalBountyAmountInvalid")
        .withArgs(value);
    }
    await expect(bounty.connect(alice).openEpoch(windowHash(first), { value: 1n }))
      .to.be.revertedWithCustomError(bounty, "SignalBountyNotOwner")
      .withArgs(alice);
  });

  it("returns the bounty of an epoch that nobody proved, only then and only once", async () => {
    const { bounty, owner, alice } = world;
    const epoch = await open(first);
    const { deadline } = await bounty.epochAt(epoch);
    const reclaim = () => bounty.connect(owner).reclaim(epoch);
    await expect(reclaim())
      .to.be.revertedWithCustomError(bounty, "SignalBountyEpochRunning")
      .withArgs(epoch, deadline);
    await expect(bounty.connect(alice).reclaim(epoch))
      .to.be.revertedWithCustomError(bounty, "SignalBountyNotOwner")
      .withArgs(alice);
    await connection.networkHelpers.time.increase(WEEK + 1);
    await expect(submitAs(alice, epoch, first))
      .to.be.revertedWithCustomError(bounty, "SignalBountyEpochOver")
      .withArgs(epoch, deadline);
    await reclaim();
    expect(await bounty.owed(owner)).to.equal(BOUNTY);
    await expect(reclaim())
      .to.be.revertedWithCustomError(bounty, "SignalBountyEpochSettled")
      .withArgs(epoch, owner);
  });

  it("takes no bounty back from its prover", async () => {
    const { bounty, owner, alice } = world;
    const epoch = await open(first);
    await submitAs(alice, epoch, first);
    await connection.networkHelpers.time.increase(WEEK + 1);
    await expect(bounty.connect(owner).reclaim(epoch))
      .to.be.revertedWithCustomError(bounty, "SignalBountyEpochSettled")
      .withArgs(epoch, alice);
  });

  it("holds what it owes, epoch after epoch", async () => {
    const { bounty, alice } = world;
    const amounts = [1n, parseEther("2"), 7n];
    for (const [index, recorded] of [first, highest, lowest].entries()) {
      await submitAs(alice, await open(recorded, amounts[index]), recorded);
    }
    const total = amounts.reduce((sum, amount) => sum + amount);
    expect(await bounty.owed(alice)).to.equal(total);
    expect(await connection.ethers.provider.getBalance(bounty)).to.equal(total);
    await bounty.connect(alice).withdraw();
    expect(await connection.ethers.provider.getBalance(bounty)).to.equal(0n);
  });
});

describe("SignalBounty behind a verifier that accepts any proof", () => {
  const { instances: real, input } = loadProof(MODEL, "alice-1");
  const allocationAt = real.length - 7;

  async function deploy() {
    const connection = await connect();
    const { ethers } = connection;
    const [owner, alice] = await ethers.getSigners();
    const verifier = await deployMock(connection, "PermissiveVerifier");
    const codeHash = keccak256(compileMock("PermissiveVerifier").runtime);
    const bounty = await ethers.deployContract("SignalBounty", [verifier, codeHash], owner);
    /** Instances with this allocation and the context of `account` and the next epoch, which is opened for them. */
    const openFor = async (account: string, allocation: bigint) => {
      const epoch = (await bounty.latestEpoch()) + 1n;
      const context = BigInt(await bounty.contextOf(account, toBeHex(epoch, 32)));
      const limbs = Array.from({ length: 6 }, (_, i) => (context >> (27n * BigInt(i))) & (2n ** 27n - 1n));
      const instances = [...real.slice(0, allocationAt), allocation, ...limbs];
      await bounty.openEpoch(await bounty.windowHashOf(instances), { value: BOUNTY });
      return { epoch, instances };
    };
    return { connection, ethers, bounty, alice: alice!, openFor };
  }

  it("clips what lies outside of [0, 1] and rounds down", async () => {
    const { bounty, alice, openFor } = await deploy();
    const one = 2n ** 30n;
    for (const [felt, allocation] of [
      [0n, 0n],
      [1n, 10n ** 18n / one],
      [one - 1n, ((one - 1n) * 10n ** 18n) / one],
      [one, 10n ** 18n],
      [one + 1n, 10n ** 18n],
      [2n ** 127n - 1n, 10n ** 18n],
      [R - 1n, 0n],
      [R - 2n ** 127n + 1n, 0n],
    ] as const) {
      const { epoch, instances } = await openFor(alice.address, felt);
      await bounty.connect(alice).submit(epoch, "0x01", instances);
      expect((await bounty.epochAt(epoch)).allocation, String(felt)).to.equal(allocation);
    }
  });

  it("refuses an allocation that is no number", async () => {
    const { bounty, alice, openFor } = await deploy();
    for (const felt of [2n ** 127n, R / 2n, R - 2n ** 127n]) {
      const { epoch, instances } = await openFor(alice.address, felt);
      await expect(bounty.connect(alice).submit(epoch, "0x01", instances))
        .to.be.revertedWithCustomError(bounty, "EzklFeltOutOfRange")
        .withArgs(felt);
    }
  });

  it("pays a contract once, though it asks again while it is paid", async () => {
    const { ethers, bounty, alice, openFor } = await deploy();
    const prover = await ethers.deployContract("ReentrantProver", [bounty]);
    const own = await openFor(await prover.getAddress(), 1n);
    const others = await openFor(alice.address, 1n);
    await prover.submit(own.epoch, "0x01", own.instances);
    await bounty.connect(alice).submit(others.epoch, "0x01", others.instances);

    await expect(prover.withdraw(true))
      .to.be.revertedWithCustomError(bounty, "SignalBountyTransferFailed")
      .withArgs(prover, BOUNTY);
    expect(await ethers.provider.getBalance(bounty)).to.equal(2n * BOUNTY);
    await prover.withdraw(false);
    expect(await ethers.provider.getBalance(prover)).to.equal(BOUNTY);
    expect(await ethers.provider.getBalance(bounty)).to.equal(BOUNTY);
  });

  it("hashes the window and nothing else", async () => {
    const { bounty } = await deploy();
    const hash = await bounty.windowHashOf(real);
    const changed = (index: number) => real.map((felt, i) => (i === index ? felt + 1n : felt));
    for (const index of real.keys()) {
      expect((await bounty.windowHashOf(changed(index))) === hash, `instance ${index}`).to.equal(
        index >= input.length,
      );
    }
  });
});

/** A number that the circuit holds exactly, with 18 decimals. */
function wad(value: number): bigint {
  return (BigInt(Math.round(value * 2 ** 40)) * 10n ** 18n) >> 40n;
}
