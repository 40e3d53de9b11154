import { randomInt } from "node:crypto";

import { expect } from "chai";

import { connect } from "../../../helpers/scorer.ts";
import { share } from "../../../helpers/share.ts";
import { deployApart } from "../../../helpers/uniqueness-registry.ts";
import {
  below,
  CHUNKS,
  distanceOf,
  flipped,
  flippedInChunks,
  generator,
  randomCode,
  type Random,
} from "../../../helpers/uniqueness-registry-codes.ts";

/** Played again with REGISTRY_SEED. */
const SEED = Number(process.env["REGISTRY_SEED"] ?? randomInt(2 ** 31));
const MAX_THRESHOLD = 47;
const THRESHOLDS = [
  ...share(
    Array.from({ length: MAX_THRESHOLD }, (_, t) => t),
    4,
  ),
  MAX_THRESHOLD,
];
const TIMEOUT = 120_000;

describe("Search for the nearest code", () => {
  it("meets a code at exactly the threshold, however its flips lie, and none one flip farther", async function () {
    this.timeout(TIMEOUT);
    const { index, random } = await emptyIndex(SEED);
    const code = randomCode(random);
    await index.insert([code]);
    for (const threshold of THRESHOLDS) {
      const { inside, outside } = hardest(random, code, threshold);
      const [found, distances] = await index.nearest(inside, threshold);
      expect([...found], told(threshold)).to.deep.equal(inside.map(() => code));
      expect([...distances], told(threshold)).to.deep.equal(inside.map(() => BigInt(threshold)));
      const [others] = await index.nearest(outside, threshold);
      expect([...others], told(threshold)).to.deep.equal(outside.map(() => 0n));
    }
  });

  it("refuses a threshold that it cannot keep", async () => {
    const { index } = await emptyIndex(SEED);
    await expect(index.nearest([1n], MAX_THRESHOLD + 1))
      .to.be.revertedWithCustomError(index, "HammingIndexThresholdTooHigh")
      .withArgs(48, 47);
    expect(await index.nearest([1n], MAX_THRESHOLD)).to.deep.equal([[0n], [0n]]);
  });

  it("counts bits and spreads sets as counting one by one does", async () => {
    const { index, random } = await emptyIndex(SEED);
    for (const code of [0n, 1n, 1n << 127n, (1n << 128n) - 1n]) {
      expect(await index.weight(code)).to.equal(BigInt(distanceOf(code, 0n)));
    }
    for (let i = 0; i < 100; i++) {
      const code = randomCode(random);
      expect(await index.weight(code), String(code)).to.equal(BigInt(distanceOf(code, 0n)));
    }
    for (let i = 0; i < 40; i++) {
      const members = Array.from({ length: below(random, 9) }, () => below(random, 256));
      const near = members.flatMap((byte) => [byte, ...Array.from({ length: 8 }, (_, k) => byte ^ (1 << k))]);
      expect(await index.spread(setOf(members)), String(members)).to.equal(setOf(near));
    }
  });
});

const told = (threshold: number) => `seed ${SEED}, threshold ${threshold}`;
const setOf = (bytes: readonly number[]) => bytes.reduce((set, byte) => set | (1n << BigInt(byte)), 0n);

async function emptyIndex(seed: number) {
  const connection = await connect();
  const address = await deployApart(connection, "HammingIndexHarness");
  return {
    index: await connection.ethers.getContractAt("HammingIndexHarness", address),
    random: generator(seed),
  };
}

/**
 * Queries that only one chunk's buckets give away, for each chunk one: all others have one flip more than is searched for. With one flip more in that
 * chunk too, the distance is over the threshold.
 */
function hardest(random: Random, code: bigint, threshold: number) {
  const [radius, last] = [Math.floor(threshold / CHUNKS), threshold % CHUNKS];
  const reach = Array.from({ length: CHUNKS }, (_, chunk) => (chunk <= last ? radius : radius - 1));
  const inside: bigint[] = [];
  for (const [chunk, flips] of reach.entries()) {
    if (flips < 0) continue;
    const pattern = reach.map((other, i) => (i === chunk ? flips : other + 1));
    inside.push(flippedInChunks(random, code, pattern));
  }
  const beyond = reach.map((flips) => flips + 1);
  return { inside, outside: [flippedInChunks(random, code, beyond), flipped(random, code, threshold + 1)] };
}
