import { expect } from "chai";
import fc from "fast-check";

import { feltToSigned } from "../../src/field/signed.ts";
import { R } from "../helpers/calldata.ts";
import { connect } from "../helpers/scorer.ts";

const BOUND = 2n ** 127n;
const FIRST_NEGATIVE = R - BOUND + 1n;

describe("EzklFelt", () => {
  const deploy = async () => (await connect()).ethers.deployContract("LibraryHarness");
  let felt: Awaited<ReturnType<typeof deploy>>;

  before(async () => {
    felt = await deploy();
  });

  const cases: [name: string, felt: bigint, value: bigint | undefined][] = [
    ["0", 0n, 0n],
    ["1", 1n, 1n],
    ["-1", R - 1n, -1n],
    ["the largest", BOUND - 1n, BOUND - 1n],
    ["one above the largest", BOUND, undefined],
    ["the smallest", FIRST_NEGATIVE, 1n - BOUND],
    ["one below the smallest", FIRST_NEGATIVE - 1n, undefined],
    ["half of the field", (R - 1n) / 2n, undefined],
    ["the other half of the field", (R + 1n) / 2n, undefined],
    ["the modulus", R, undefined],
    ["one more than the modulus", R + 1n, undefined],
    ["the largest word", 2n ** 256n - 1n, undefined],
  ];
  for (const [name, element, value] of cases) {
    it(`reads ${name} as ${value ?? "nothing"}`, async () => {
      expect(await felt.tryToInt256(element)).to.deep.equal([value !== undefined, value ?? 0n]);
      if (value === undefined) {
        await expect(felt.toInt256(element))
          .to.be.revertedWithCustomError(felt, "EzklFeltOutOfRange")
          .withArgs(element);
      } else expect(await felt.toInt256(element)).to.equal(value);
    });
  }

  it("agrees with the core on any word", async function () {
    this.timeout(60_000);
    const edge = fc
      .tuple(fc.constantFrom(0n, BOUND, R - BOUND, R, R / 2n), fc.bigInt(-3n, 3n))
      .map(([at, by]) => at + by);
    const word = fc
      .oneof(fc.bigInt(0n, 2n ** 256n - 1n), fc.bigInt(0n, R - 1n), edge)
      .filter((value) => value >= 0n);
    await fc.assert(
      fc.asyncProperty(word, async (element) => {
        let expected: bigint | undefined;
        try {
          expected = feltToSigned(element);
        } catch {
          expected = undefined;
        }
        expect(await felt.tryToInt256(element)).to.deep.equal([expected !== undefined, expected ?? 0n]);
      }),
      { numRuns: 300 },
    );
  });

  it("never reads a negative element as more than zero", async () => {
    await fc.assert(
      fc.asyncProperty(fc.bigInt(1n, BOUND - 1n), async (magnitude) => {
        expect(await felt.toInt256(R - magnitude)).to.equal(-magnitude);
      }),
      { numRuns: 100 },
    );
  });

  it("rounds to 18 decimals towards negative infinity", async () => {
    expect(await felt.toWad(1n << 13n, 13)).to.equal(10n ** 18n);
    expect(await felt.toWad(-(1n << 13n), 13)).to.equal(-(10n ** 18n));
    expect(await felt.toWad(1, 61)).to.equal(0n);
    expect(await felt.toWad(-1, 61)).to.equal(-1n);
    expect(await felt.toWad(7, 0)).to.equal(7n * 10n ** 18n);
    expect(await felt.toWad(-7, 300)).to.equal(-1n);
  });

  it("agrees with exact arithmetic on any value and scale, and never overflows", async function () {
    this.timeout(60_000);
    const floorDivide = (a: bigint, b: bigint) => (a >= 0n ? a / b : -((-a + b - 1n) / b));
    await fc.assert(
      fc.asyncProperty(
        fc.bigInt(1n - BOUND, BOUND - 1n),
        fc.integer({ min: 0, max: 260 }),
        async (value, bits) => {
          expect(await felt.toWad(value, bits)).to.equal(floorDivide(value * 10n ** 18n, 1n << BigInt(bits)));
        },
      ),
      { numRuns: 200 },
    );
    for (const value of [BOUND, -BOUND, 2n ** 255n - 1n, -(2n ** 255n)]) {
      await expect(felt.toWad(value, 7))
        .to.be.revertedWithCustomError(felt, "EzklFeltValueOutOfRange")
        .withArgs(value);
    }
  });
});
