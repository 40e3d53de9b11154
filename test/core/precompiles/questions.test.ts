import { bn254 } from "@noble/curves/bn254.js";
import { keccak_256 } from "@noble/hashes/sha3";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import { expect } from "chai";

import { faultIn, findPrecompileFault, type PrecompileAnswer } from "../../../src/precompiles/judge.ts";
import { PRECOMPILE_QUESTIONS, type PrecompileQuestion } from "../../../src/precompiles/questions.ts";

const { Fp, Fp12, Fr } = bn254.fields;
const word = (number: bigint) => number.toString(16).padStart(64, "0");
const hex = (...numbers: bigint[]) => `0x${numbers.map(word).join("")}`;
const words = (data: string) => (data.slice(2).match(/.{64}/g) ?? []).map((digits) => BigInt(`0x${digits}`));
const scalar = (name: string) =>
  Fr.create(BigInt(`0x${bytesToHex(keccak_256(utf8ToBytes(`hardhat-ezkl/precompiles/v1/${name}`)))}`));

describe("the questions that tell a chain's precompiles apart", () => {
  // Made anew by another implementation of the curve, from two hashes.
  const [a, b] = [scalar("a"), scalar("b")];
  const A = bn254.G1.Point.BASE.multiply(a);
  const P = A.multiply(b);
  const B = bn254.G2.Point.BASE.multiply(b);
  const g1 = ({ x, y }: { x: bigint; y: bigint }) => [x, y];
  const g2 = ({ x, y }: { x: { c0: bigint; c1: bigint }; y: { c0: bigint; c1: bigint } }) => [
    ...[x.c1, x.c0],
    ...[y.c1, y.c0],
  ];
  const noPoint = [P.toAffine().x, A.toAffine().y] as const;
  const pair = (p: typeof P) => [
    ...[...g1(A.toAffine()), ...g2(B.toAffine())],
    ...[...g1(p.toAffine()), ...g2(bn254.G2.Point.BASE.toAffine())],
  ];
  const MADE: readonly { name: string; data: string; expected: string }[] = [
    { name: "MODEXP", data: hex(32n, 32n, 32n, a, Fr.ORDER - 2n, Fr.ORDER), expected: hex(Fr.inv(a)) },
    {
      name: "ECADD",
      data: hex(...g1(A.toAffine()), ...g1(P.toAffine())),
      expected: hex(...g1(A.add(P).toAffine())),
    },
    { name: "ECADD", data: hex(...noPoint, ...g1(P.toAffine())), expected: "refusal" },
    { name: "ECMUL", data: hex(...g1(A.toAffine()), b), expected: hex(...g1(P.toAffine())) },
    { name: "ECMUL", data: hex(...noPoint, b), expected: "refusal" },
    { name: "ECPAIRING", data: hex(...pair(P.negate())), expected: hex(1n) },
    { name: "ECPAIRING", data: hex(...pair(P)), expected: hex(0n) },
  ];

  it("are, word by word, what their description makes", () => {
    expect(PRECOMPILE_QUESTIONS.map(({ name, data, expected }) => ({ name, data, expected }))).to.deep.equal(
      MADE,
    );
    expect(PRECOMPILE_QUESTIONS.map(({ to }) => Number(to))).to.deep.equal([5, 6, 6, 7, 7, 8, 8]);
  });

  it("hold one equation, break another, and name a point that is none", () => {
    const product = (p: typeof P) =>
      bn254.pairingBatch([
        { g1: A, g2: B },
        { g1: p, g2: bn254.G2.Point.BASE },
      ]);
    expect(Fp12.eql(product(P.negate()), Fp12.ONE)).to.equal(true);
    expect(Fp12.eql(product(P), Fp12.ONE)).to.equal(false);
    const [x, y] = noPoint;
    expect(Fp.eql(Fp.sqr(y), Fp.add(Fp.mul(Fp.sqr(x), x), 3n))).to.equal(false);
  });

  it("leave no answer at the front of a question, and use full-size numbers", () => {
    for (const { data, expected } of PRECOMPILE_QUESTIONS) {
      if (expected !== "refusal") expect(data.startsWith(expected)).to.equal(false);
    }
    for (const number of [a, b, ...words(MADE[1]!.data)])
      expect(number > 1n << 240n, String(number)).to.equal(true);
  });
});

describe("a chain's answers", () => {
  const right = ({ expected }: PrecompileQuestion): PrecompileAnswer =>
    expected === "refusal" ? { failure: "bad point" } : { data: expected };

  it("are right where the precompiles work, in capitals too", async () => {
    expect(await findPrecompileFault(async (question) => right(question))).to.equal(undefined);
    const [first] = PRECOMPILE_QUESTIONS;
    const capitals = `0x${(first!.expected as string).slice(2).toUpperCase()}`;
    expect(faultIn(first!, { data: capitals })).to.equal(undefined);
  });

  it("that are wrong name the first precompile that gave one", async () => {
    for (const [index, wrong] of PRECOMPILE_QUESTIONS.entries()) {
      let asked = 0;
      const fault = await findPrecompileFault(async (question) =>
        asked++ < index ? right(question) : { data: "0x" },
      );
      expect(fault).to.include({ address: wrong.to, name: wrong.name });
      expect(fault?.why).to.contain("answers nothing");
    }
  });

  const WRONG: Record<string, { told: string; answer: (expected: string) => string }> = {
    "a byte more": { told: "instead of", answer: (expected) => `${expected}00` },
    "a byte less": { told: "instead of", answer: (expected) => expected.slice(0, -2) },
    "another last digit": {
      told: "answers wrongly",
      answer: (expected) => expected.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
    },
    "zeros and a three": {
      told: "answers wrongly",
      answer: (expected) => `0x${"3".padStart(expected.length - 2, "0")}`,
    },
  };
  for (const [how, { told, answer }] of Object.entries(WRONG)) {
    it(`with ${how} are wrong`, () => {
      for (const question of PRECOMPILE_QUESTIONS) {
        if (question.expected === "refusal") continue;
        expect(faultIn(question, { data: answer(question.expected) })?.why).to.contain(told);
      }
    });
  }

  it("must be failures where a point is none, and only there", () => {
    for (const question of PRECOMPILE_QUESTIONS) {
      const fault = faultIn(question, { failure: "out of gas" });
      if (question.expected === "refusal") {
        expect(fault).to.equal(undefined);
        expect(faultIn(question, { data: hex(1n, 2n) })?.why).to.contain("should refuse");
      } else expect(fault?.why).to.contain("fails: out of gas");
    }
  });

  it("that cannot be had are no answers", async () => {
    const gone = new Error("no connection");
    const asking = findPrecompileFault(async () => {
      throw gone;
    });
    expect(await asking.catch((error: unknown) => error)).to.equal(gone);
  });
});
