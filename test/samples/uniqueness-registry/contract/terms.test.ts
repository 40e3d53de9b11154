import { expect } from "chai";

import { DAY, openRegistry, type RegistryTerms } from "../../../helpers/uniqueness-registry.ts";

const HOUR = 3_600n;
const YEAR = 366n * BigInt(DAY);

describe("Terms of the uniqueness registry", () => {
  it("are what it was made with", async () => {
    const { registry, terms, token, owner, verifier, networkHelpers, start } = await openRegistry();
    expect(await registry.PAYOUT()).to.equal(terms.payout);
    expect(await registry.PERIOD()).to.equal(terms.period);
    expect(await registry.THRESHOLD()).to.equal(terms.threshold);
    expect(await registry.MOVE_THRESHOLD()).to.equal(terms.moveThreshold);
    expect(await registry.MOVE_DELAY()).to.equal(terms.moveDelay);
    expect(await registry.TOKEN()).to.equal(await token.getAddress());
    expect(await registry.owner()).to.equal(owner.address);
    expect(await registry.verifier()).to.equal(verifier);
    expect(await registry.currentPeriod()).to.equal(0n);
    await networkHelpers.time.increaseTo(start + terms.period - 1n);
    expect(await registry.currentPeriod()).to.equal(0n);
    await networkHelpers.time.increaseTo(start + terms.period);
    expect(await registry.currentPeriod()).to.equal(1n);
  });

  const refused: [string, Partial<RegistryTerms>, string, bigint[]][] = [
    ["no payout", { payout: 0n }, "PayoutZero", []],
    ["a period too short", { period: HOUR - 1n }, "PeriodOutOfRange", [HOUR - 1n, HOUR, YEAR]],
    ["a period too long", { period: YEAR + 1n }, "PeriodOutOfRange", [YEAR + 1n, HOUR, YEAR]],
    ["a threshold that the index cannot keep", { threshold: 48n }, "ThresholdTooHigh", [48n, 47n]],
    ["moves that are easier than enrolling", { moveThreshold: 16n }, "MoveThresholdTooHigh", [16n, 15n]],
    [
      "moves without time to object",
      { moveDelay: HOUR - 1n },
      "MoveDelayOutOfRange",
      [HOUR - 1n, HOUR, 90n * BigInt(DAY)],
    ],
    [
      "moves that take for ever",
      { moveDelay: 90n * BigInt(DAY) + 1n },
      "MoveDelayOutOfRange",
      [90n * BigInt(DAY) + 1n, HOUR, 90n * BigInt(DAY)],
    ],
  ];
  for (const [what, terms, error, args] of refused) {
    it(`do not allow ${what}`, async () => {
      const { registry, make } = await maker();
      const made = expect(make(terms)).to.be.revertedWithCustomError(registry, error);
      await (args.length === 0 ? made : made.withArgs(...args));
    });
  }

  it("allow the bounds themselves", async () => {
    const { make } = await maker();
    await make({ period: HOUR, threshold: 47n, moveThreshold: 47n, moveDelay: HOUR, payout: 1n });
    await make({ period: YEAR, threshold: 0n, moveThreshold: 0n, moveDelay: 90n * BigInt(DAY) });
  });

  it("need a token that has code, and an owner", async () => {
    const { ethers, registry, verifier, codeHash, terms, alice, owner, token } = await openRegistry();
    const deploy = (of: string, by: string) =>
      ethers.deployContract("UniquenessRegistry", [verifier, codeHash, of, { ...terms, owner: by }]);
    await expect(deploy(alice.address, owner.address))
      .to.be.revertedWithCustomError(registry, "TokenNoCode")
      .withArgs(alice.address);
    await expect(deploy(await token.getAddress(), ethers.ZeroAddress)).to.be.revertedWithCustomError(
      registry,
      "OwnableInvalidOwner",
    );
  });

  it("change for nobody: no function sets any", async () => {
    const { registry } = await openRegistry();
    const writing = registry.interface.fragments.flatMap((each) =>
      each.type === "function" && !(each as { constant?: boolean }).constant && "name" in each
        ? [String(each.name)]
        : [],
    );
    expect(writing.sort()).to.deep.equal([
      "acceptOwnership",
      "addDevice",
      "claim",
      "enroll",
      "evict",
      "finishMove",
      "fund",
      "leave",
      "objectToMove",
      "openPeriod",
      "renounceOwnership",
      "requestMove",
      "revokeDevice",
      "transferOwnership",
    ]);
  });
});

async function maker() {
  const world = await openRegistry();
  const make = async (terms: Partial<RegistryTerms>) =>
    world.ethers.deployContract("UniquenessRegistry", [
      world.verifier,
      world.codeHash,
      await world.token.getAddress(),
      { ...world.terms, ...terms, owner: world.owner.address },
    ]);
  return { ...world, make };
}
