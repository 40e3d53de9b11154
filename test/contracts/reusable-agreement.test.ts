import { expect } from "chai";
import { AbiCoder, concat, getBytes, hexlify, keccak256, toBeHex } from "ethers";
import { network } from "hardhat";

import { rawCall } from "../helpers/call.ts";
import { R, verifyCall } from "../helpers/calldata.ts";
import {
  engineReusable,
  loadVka,
  readAnswer,
  reusableInterface,
  reusableVerifier,
  vkaWords,
  WIDE,
} from "../helpers/reusable.ts";
import { deployCompiled, engineVerifier, type Connection } from "../helpers/scorer.ts";
import { runs } from "../helpers/share.ts";
import { loadProof } from "../helpers/vectors.ts";

/** Numerical Recipes' linear congruential generator: the same perturbations in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("the engine's reusable verifier, its own verifier and ours", () => {
  const { proof, instances } = loadProof(WIDE, "alice-1");
  const words = vkaWords(loadVka());
  const digest = keccak256(loadVka().slice(8));
  let connection: Connection;
  let ours: string;
  let own: string;
  let engines: string;

  const askEngines = async (someProof: string, some: readonly bigint[], vka = words) =>
    rawCall(connection, engines, reusableInterface.encodeFunctionData("verifyProof", [someProof, some, vka]));

  before(async () => {
    connection = await network.create({ network: "conformance" }); // stores code of any size
    ours = await deployCompiled(connection, reusableVerifier());
    own = await deployCompiled(connection, engineVerifier(WIDE));
    engines = await deployCompiled(connection, engineReusable());
    const [sender] = await connection.ethers.getSigners();
    const data = reusableInterface.encodeFunctionData("registerVka", [words]);
    await (await sender!.sendTransaction({ to: engines, data })).wait();
  });
  after(async () => connection.close());

  it("accept the proof; the first two words of the engine's answer say so, the third is not ABI", async () => {
    const { data } = await askEngines(proof, instances);
    expect(readAnswer(data)).to.deep.equal({ accepted: true, digest });
    const third = BigInt(`0x${data.slice(2 + 128, 2 + 192)}`);
    expect(third, "a number of bytes where an offset belongs").to.equal(BigInt(32 * instances.length));
    const decode = (): unknown =>
      AbiCoder.defaultAbiCoder().decode(["bool", "bytes32", "int256[]"], data).toArray(true);
    expect(decode).to.throw();
    expect((await rawCall(connection, ours, verifyCall(proof, instances))).ok).to.equal(true);
    expect((await rawCall(connection, own, verifyCall(proof, instances))).ok).to.equal(true);
  });

  it("is read no further than its two words, and not at all without them", () => {
    const yes = `0x${"1".padStart(64, "0")}${digest.slice(2)}`;
    for (const rest of ["", "ff".repeat(32), "00", "ff".repeat(320)])
      expect(readAnswer(yes + rest)).to.deep.equal({ accepted: true, digest });
    expect(readAnswer(`0x${"0".repeat(64)}${digest.slice(2)}`).accepted).to.equal(false);
    for (const short of ["0x", yes.slice(0, 66), yes.slice(0, -2)])
      expect(() => readAnswer(short)).to.throw(/no answer/);
    expect(() => readAnswer(`0x${"2".padStart(64, "0")}${digest.slice(2)}`)).to.throw(/no boolean/);
  });

  it("is told apart from other artifacts by its digest alone: anybody registers any", async () => {
    const [, mallory] = await connection.ethers.getSigners();
    const others = vkaWords(loadVka("vka-reweighted"));
    expect((await askEngines(proof, instances, others)).ok, "not registered").to.equal(false);
    const data = reusableInterface.encodeFunctionData("registerVka", [others]);
    await (await mallory!.sendTransaction({ to: engines, data })).wait();
    expect((await askEngines(proof, instances, others)).ok, "of another circuit").to.equal(false);
    // Decimals are part of an artifact and of no check: the same circuit under another digest.
    const decimals = BigInt(words.at(-1)!) ^ (1n << 8n);
    const rounded = [...words.slice(0, -1), toBeHex(decimals, 32)];
    const again = reusableInterface.encodeFunctionData("registerVka", [rounded]);
    await (await mallory!.sendTransaction({ to: engines, data: again })).wait();
    const answer = readAnswer((await askEngines(proof, instances, rounded)).data);
    expect(answer).to.deep.equal({ accepted: true, digest: keccak256(concat(rounded)) });
    expect(answer.digest).to.not.equal(digest);
  });

  it("give the same verdict on perturbed proofs", async function () {
    this.timeout(180_000);
    const below = random(7);
    const bytes = getBytes(proof);
    const wordCount = bytes.length / 32;
    const perturb: ((proof: Uint8Array, instances: bigint[]) => void)[] = [
      (p) => (p[below(p.length)]! ^= 1 << below(8)),
      (p) => p.fill(0, 32 * below(wordCount)),
      (p) => {
        const [a, b] = [32 * below(wordCount), 32 * below(wordCount)];
        p.copyWithin(a, b, b + 32);
      },
      (p) => p.fill(below(256), p.length - 32 * (1 + below(4))),
      (p) => {
        const at = 64 * below(Math.floor(wordCount / 2)); // the point's negative: on the curve, with another sign
        const y = FIELD - BigInt(hexlify(p.slice(at + 32, at + 64)));
        if (y >= 0n) p.set(getBytes(toBeHex(y, 32)), at + 32);
      },
      (_, i) => (i[below(i.length)]! += 1n),
      (_, i) => (i[below(i.length)]! += R),
      () => undefined,
    ];
    const rounds = runs(120, 32);
    let accepted = 0;
    for (let round = 0; round < rounds; round++) {
      const [someProof, some] = [bytes.slice(), [...instances]];
      perturb[round % perturb.length]!(someProof, some);
      const call = verifyCall(hexlify(someProof), some);
      const verdicts = [
        (await rawCall(connection, ours, call)).ok,
        (await rawCall(connection, own, call)).ok,
        (await askEngines(hexlify(someProof), some)).ok,
      ];
      expect(new Set(verdicts).size, `round ${round}: ${verdicts.join()}`).to.equal(1);
      accepted += Number(verdicts[0]);
    }
    expect(accepted, "what is left as it is").to.be.within(rounds / 8, rounds / 4);
  });
});

/** Modulus of BN254's base field. */
const FIELD = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;
