import { expect } from "chai";
import { AbiCoder, id, keccak256, MaxUint256 } from "ethers";
import fc from "fast-check";

import { contextHash } from "../../src/context/hash.ts";
import { contextLimbs } from "../../src/context/limbs.ts";
import { contextVectors } from "../helpers/context-vectors.ts";
import { connect } from "../helpers/scorer.ts";
import { loadProof } from "../helpers/vectors.ts";

const bytes = (length: number) =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((raw) => `0x${Buffer.from(raw).toString("hex")}`);

/** Printed with the tests that use it; to repeat a run, set FC_SEED to it. */
const seed = Number(process.env["FC_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

describe("EzklContext", () => {
  const deploy = async (chainId = 31337) => (await connect(chainId)).ethers.deployContract("LibraryHarness");
  let context: Awaited<ReturnType<typeof deploy>>;

  before(async () => {
    context = await deploy();
  });

  it(`hashes like the core and like the ABI, and takes the core's limbs (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        bytes(20),
        bytes(32),
        bytes(20),
        bytes(32),
        async (consumer, modelDigest, account, scope) => {
          const onChain = await context.contextHash(consumer, modelDigest, account, scope);
          const hash = contextHash({ chainId: 31337, consumer, modelDigest, account, scope });
          expect(onChain).to.equal(hash);
          const encoded = AbiCoder.defaultAbiCoder().encode(
            ["bytes32", "uint256", "address", "bytes32", "address", "bytes32"],
            [id("hardhat-ezkl/context/v1"), 31337, consumer, modelDigest, account, scope],
          );
          expect(onChain).to.equal(keccak256(encoded));
          await context.requireLimbs(contextLimbs(hash), 0, onChain);
        },
      ),
      { numRuns: 150, seed },
    );
  });

  it("hashes and splits the vectors as the core does, on each of their chains", async () => {
    const { contexts, limbs } = contextVectors();
    const chains = new Set(contexts.map(({ chainId }) => chainId));
    expect(chains.size).to.be.greaterThan(1);
    for (const chainId of chains) {
      const there = await deploy(chainId);
      for (const vector of contexts.filter((each) => each.chainId === chainId)) {
        const { consumer, modelDigest, account, scope, hash } = vector;
        expect(contextHash(vector)).to.equal(hash);
        expect(await there.contextHash(consumer, modelDigest, account, scope)).to.equal(hash);
      }
    }
    for (const vector of [...contexts, ...limbs]) {
      expect(contextLimbs(vector.hash)).to.deep.equal(vector.limbs);
      await context.requireLimbs(vector.limbs, 0, vector.hash);
    }
  });

  it("hashes as the recorded proofs do", async () => {
    for (const name of ["alice-1", "alice-2", "alice-3-negative", "bob-1"]) {
      const { consumer, modelDigest, account, scope, hash, limbs } = loadProof("scorer", name).context;
      expect(await context.contextHash(consumer, modelDigest, account, scope)).to.equal(hash);
      expect(contextLimbs(hash)).to.deep.equal(limbs);
    }
  });

  it("hashes differently on another chain", async () => {
    const elsewhere = await deploy(31338);
    const { consumer, modelDigest, account, scope, hash } = loadProof("scorer", "alice-1").context;
    expect(await elsewhere.contextHash(consumer, modelDigest, account, scope)).to.not.equal(hash);
  });

  it(`takes the limbs of the hash anywhere in the instances, and no others (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(bytes(32), fc.nat(4), fc.nat(5), fc.nat(26), async (hash, offset, index, bit) => {
        const limbs = contextLimbs(hash);
        const instances = [...Array<number>(offset).fill(5), ...limbs, 9];
        await context.requireLimbs(instances, offset, hash);
        instances[offset + index]! ^= 1 << bit;
        await expect(context.requireLimbs(instances, offset, hash)).to.be.revertedWithCustomError(
          context,
          "EzklContextMismatch",
        );
      }),
      { numRuns: 120, seed },
    );
  });

  it("names the context that was expected and the one that came", async () => {
    await expect(context.requireLimbs([1, 0, 0, 0, 0, 1 << 26], 0, "0x".padEnd(66, "f")))
      .to.be.revertedWithCustomError(context, "EzklContextMismatch")
      .withArgs(2n ** 162n - 1n, 1n + (1n << 161n));
  });

  it("ignores what lies above 162 bits of the hash", async () => {
    const hash = `0x${(((2n ** 94n - 1n) << 162n) | 5n).toString(16)}`;
    await context.requireLimbs([5, 0, 0, 0, 0, 0], 0, hash);
  });

  it("refuses a limb that spills into its neighbour", async () => {
    // 2^27 in limb 0 joins to the same number as 1 in limb 1.
    const hash = `0x${(1n << 27n).toString(16).padStart(64, "0")}`;
    await context.requireLimbs([0, 1, 0, 0, 0, 0], 0, hash);
    await expect(context.requireLimbs([1n << 27n, 0, 0, 0, 0, 0], 0, hash))
      .to.be.revertedWithCustomError(context, "EzklContextLimbOutOfRange")
      .withArgs(0, 1n << 27n);
    // A bit so far up that shifting drops it.
    await expect(context.requireLimbs([0, 1, 0, 0, 0, 1n << 240n], 0, hash))
      .to.be.revertedWithCustomError(context, "EzklContextLimbOutOfRange")
      .withArgs(5, 1n << 240n);
  });

  it("refuses limbs outside of the instances", async () => {
    const hash = "0x".padEnd(66, "0");
    for (const [count, offset] of [
      [6, 1n],
      [5, 0n],
      [0, 0n],
      [8, 3n],
      [8, MaxUint256],
      [8, MaxUint256 - 5n],
    ] as const) {
      await expect(context.requireLimbs(Array<number>(count).fill(0), offset, hash))
        .to.be.revertedWithCustomError(context, "EzklContextOutOfBounds")
        .withArgs(offset, count);
    }
  });
});
