import { randomInt } from "node:crypto";

import { expect } from "chai";

import { connect } from "../../../helpers/scorer.ts";
import {
  below,
  chunkOf,
  CHUNKS,
  flipped,
  generator,
  inBatches,
  pick,
  randomCode,
  withChunk,
} from "../../../helpers/uniqueness-registry-codes.ts";

/** Played again with REGISTRY_SEED. */
const SEED = Number(process.env["REGISTRY_SEED"] ?? randomInt(2 ** 31));
const BUCKET = 64;
const TIMEOUT = 120_000;

describe("Index of codes", function () {
  this.timeout(TIMEOUT);

  async function emptyIndex() {
    const { ethers } = await connect();
    return { index: await ethers.deployContract("HammingIndexHarness"), random: generator(SEED) };
  }

  it(`holds what was put in and not taken out, and finds it exactly (REGISTRY_SEED=${SEED})`, async () => {
    const { index, random } = await emptyIndex();
    const members = new Set<bigint>();
    const ever: bigint[] = [];
    // Few values a chunk, so that buckets fill and empty.
    const draw = () =>
      Array.from({ length: CHUNKS }, () => BigInt(1 + below(random, 4))).reduce(
        (code, v) => (code << 16n) | v,
        0n,
      );
    for (let i = 0; i < 60; i++) {
      if (random() < 0.55 || members.size === 0) {
        const code = draw();
        if (members.has(code)) continue;
        await index.insert([code]);
        members.add(code);
        ever.push(code);
      } else {
        const code = pick(random, [...members]);
        await index.remove([code]);
        members.delete(code);
      }
      expect(await index.size()).to.equal(BigInt(members.size));
      const asked = [...members, pick(random, ever), draw()];
      const [found] = await index.nearest(asked, 0);
      for (const [k, code] of asked.entries()) {
        const what = `seed ${SEED}, step ${i}, code ${code}`;
        expect(found[k], what).to.equal(members.has(code) ? code : 0n);
      }
      const code = pick(random, asked);
      expect(await index.contains(code), `seed ${SEED}, step ${i}`).to.equal(members.has(code));
    }
    await index.remove([...members]);
    expect(await index.size()).to.equal(0n);
    for (const code of ever) {
      for (let chunk = 0; chunk < CHUNKS; chunk++) {
        expect(await index.bucket(chunk, chunkOf(code, chunk)), `seed ${SEED}`).to.deep.equal([false, 0n]);
      }
    }
  });

  it("refuses the zero code, a code it holds, and to take out what it does not hold", async () => {
    const { index, random } = await emptyIndex();
    const [code, other] = [randomCode(random), randomCode(random)];
    await expect(index.insert([0n])).to.be.revertedWithCustomError(index, "HammingIndexCodeZero");
    await index.insert([code]);
    await expect(index.insert([code]))
      .to.be.revertedWithCustomError(index, "HammingIndexCodeKnown")
      .withArgs(code);
    for (const absent of [other, withChunk(code, 7, chunkOf(code, 7) ^ 1)]) {
      await expect(index.remove([absent]))
        .to.be.revertedWithCustomError(index, "HammingIndexCodeUnknown")
        .withArgs(absent);
    }
    expect([await index.contains(code), await index.contains(other)]).to.deep.equal([true, false]);
  });

  for (const chunk of [0, 7]) {
    it(`takes 64 codes that share chunk ${chunk}, and no other until one of them is taken out`, async () => {
      const { index, random } = await emptyIndex();
      const value = 0x8000;
      const crowded = () => withChunk(randomCode(random), chunk, value);
      const crowd = Array.from({ length: BUCKET }, crowded);
      for (const batch of inBatches(crowd)) await index.insert(batch);
      const [late, stranger] = [crowded(), withChunk(randomCode(random), chunk, value ^ 1)];
      await expect(index.insert([late]))
        .to.be.revertedWithCustomError(index, "BucketFull")
        .withArgs(chunk, value);
      // Nothing of a refused code is left behind in the buckets of its other chunks.
      expect(await index.nearest([late], 0)).to.deep.equal([[0n], [0n]]);
      expect(await index.contains(late)).to.equal(false);
      expect((await index.nearest([flipped(random, crowd[63]!, 2)], 3))[0]).to.deep.equal([crowd[63]]);
      await index.insert([stranger]);
      await index.remove([crowd[10]!]);
      await index.insert([late]);
      expect((await index.nearest([late, crowd[10]!, crowd[63]!], 0))[0]).to.deep.equal([
        late,
        0n,
        crowd[63],
      ]);
    });
  }
});
