import { expect } from "chai";
import { AbiCoder, keccak256, MaxUint256, randomBytes, toBigInt, toBeHex } from "ethers";

import { melodyFromSeed } from "../../../../models/singing-judge/melody/melody.ts";
import { connect, type Connection } from "../../../helpers/scorer.ts";
import { DRAW_DELAY, FEE, permissiveVerifier, sampleTerms } from "../../../helpers/singing-contest.ts";

const SEEDS = 1_000;
/** As many as the gas of one call allows, optimised or not. */
const BATCH = 250;

/** As the contract writes a melody: one hexadecimal digit a slot, the first slot first. */
const digitsOf = (melody: readonly number[]) =>
  `0x${melody.map((semitone) => semitone.toString(16)).join("")}`;

describe("Melody of the singing contest", () => {
  let connection: Connection;

  before(async () => {
    connection = await connect();
  });

  it("is the same in Solidity and in TypeScript for any seed", async () => {
    const root = process.env["MELODY_SEED"] ?? toBeHex(toBigInt(randomBytes(32)), 32);
    const seeds = Array.from({ length: SEEDS }, (_, i) =>
      toBigInt(keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "uint256"], [root, i]))),
    );
    // Each rhythm with each first degree and the largest and smallest steps; then the ends of the range.
    for (let low = 0n; low < 64n; low++) seeds.push(low, low + 64n * (6n ** 7n - 1n));
    seeds.push(MaxUint256, MaxUint256 - 1n);
    const harness = await connection.ethers.deployContract("MelodyHarness");
    const melodies: string[] = [];
    for (let i = 0; i < seeds.length; i += BATCH) {
      melodies.push(...(await harness.melodiesOf(seeds.slice(i, i + BATCH))));
    }
    expect(melodies).to.have.length(seeds.length);
    for (const [i, seed] of seeds.entries()) {
      expect(melodies[i], `MELODY_SEED=${root}, seed ${seed}`).to.equal(digitsOf(melodyFromSeed(seed)));
    }
  });

  it("reads as semitones, slot by slot", async () => {
    const harness = await connection.ethers.deployContract("MelodyHarness");
    expect((await harness.slots("0x0123456789abc0c1")).map(Number)).to.deep.equal([
      ...Array.from({ length: 13 }, (_, semitone) => semitone),
      0,
      12,
      1,
    ]);
  });

  it("comes from the hash of the block that the ticket's purchase fixed", async () => {
    const { ethers, networkHelpers } = connection;
    const [host, alice, anyone] = await ethers.getSigners();
    const [verifier, codeHash] = await permissiveVerifier(connection);
    const terms = sampleTerms(await networkHelpers.time.latest(), host!.address);
    const contest = await ethers.deployContract("SingingContest", [verifier, codeHash, terms]);
    await networkHelpers.mine(3);
    // Two tickets in one block draw from the same hash.
    await ethers.provider.send("evm_setAutomine", [false]);
    const entries = [
      await contest.connect(alice).enter({ value: FEE }),
      await contest.connect(anyone).enter({ value: FEE }),
    ];
    await networkHelpers.mine();
    await ethers.provider.send("evm_setAutomine", [true]);
    const blocks = await Promise.all(entries.map(async (entry) => (await entry.wait())!.blockNumber));
    expect(blocks[0]).to.equal(blocks[1]);
    await networkHelpers.mine(DRAW_DELAY + 20);

    const { hash } = (await ethers.provider.getBlock(blocks[0]! + DRAW_DELAY))!;
    const seeds = [1n, 2n].map((ticket) =>
      toBigInt(
        keccak256(
          AbiCoder.defaultAbiCoder().encode(
            ["bytes32", "address", "uint256"],
            [hash, contest.target, ticket],
          ),
        ),
      ),
    );
    for (const [i, seed] of seeds.entries()) {
      const ticket = BigInt(i + 1);
      const melody = melodyFromSeed(seed);
      await expect(contest.connect(anyone).drawMelody(ticket))
        .to.emit(contest, "MelodyDrawn")
        .withArgs(ticket, seed, digitsOf(melody));
      expect((await contest.melodyOf(ticket)).map(Number)).to.deep.equal([...melody]);
    }
    expect(seeds[0]).to.not.equal(seeds[1]);
  });
});
