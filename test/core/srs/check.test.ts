import { bn254 } from "@noble/curves/bn254.js";
import { expect } from "chai";

import { ceremonyOf } from "../../../src/srs/ceremonies.ts";
import { checkSrs } from "../../../src/srs/check.ts";
import { convertPtau } from "../../../src/srs/convert.ts";
import { negatedWords } from "../../../src/srs/points.ts";
import { withPtau } from "../../../src/srs/ptau.ts";
import { refuses } from "../pipeline/refuses.ts";
import { HERMEZ_PTAU, useFolder } from "./folder.ts";
import { madeSrs, powersOf, rawCoordinate, rawG1, rawG2 } from "./made-setup.ts";

const K = 3;
const ROWS = 2 ** K;
const TAU = 987_654_321_987_654_321n;
const G1 = bn254.G1.Point;
const G2 = bn254.G2.Point;
const { Fp, Fp2 } = bn254.fields;

const POWERS = 4;
const LAGRANGE = POWERS + ROWS * 64;
const G2_AT = LAGRANGE + ROWS * 64;
const TAU_G2_AT = G2_AT + 128;

const good = madeSrs(TAU, K);

function put(offset: number, bytes: Uint8Array): Buffer {
  const copy = Buffer.from(good);
  copy.set(bytes, offset);
  return copy;
}

const pointAt = (offset: number): Buffer => Buffer.from(good.subarray(offset, offset + 64));
const swapped = (a: number, b: number): Buffer => {
  const copy = put(a, pointAt(b));
  copy.set(pointAt(a), b);
  return copy;
};

/** On the twist, but not of order r. */
function strayG2(): InstanceType<typeof G2> {
  for (let x0 = 1n; ; x0++) {
    const x = Fp2.fromBigTuple([x0, 0n]);
    try {
      return new G2(x, Fp2.sqrt(Fp2.add(Fp2.mul(Fp2.sqr(x), x), bn254.G2.CURVE.b)), Fp2.ONE);
    } catch {
      // This x is of no point.
    }
  }
}

const notReduced = (): Buffer => {
  const raw = BigInt(
    `0x${Buffer.from(pointAt(POWERS + 64).subarray(0, 32))
      .reverse()
      .toString("hex")}`,
  );
  return Buffer.from((raw + Fp.ORDER).toString(16).padStart(64, "0"), "hex").reverse();
};

const wrong: [what: string, file: Buffer][] = [
  ["two powers have changed places", swapped(POWERS + 2 * 64, POWERS + 3 * 64)],
  ["the last power is another point", put(LAGRANGE - 64, rawG1(G1.BASE))],
  ["the first power is not the generator", put(POWERS, rawG1(G1.BASE.double()))],
  ["the powers are of another tau", put(POWERS, powersOf(TAU + 1n, ROWS))],
  [
    "all powers are multiplied by the same number",
    put(
      POWERS,
      Buffer.concat(
        Array.from({ length: ROWS }, (_, i) =>
          rawG1(G1.BASE.multiply(bn254.fields.Fr.mul(3n, bn254.fields.Fr.pow(TAU, BigInt(i))))),
        ),
      ),
    ),
  ],
  ["a power is off the curve", put(POWERS + 64, rawCoordinate(5n))],
  ["a coordinate is not below the modulus", put(POWERS + 64, notReduced())],
  ["a power is infinity", put(POWERS + 64, Buffer.alloc(64))],
  ["two Lagrange points have changed places", swapped(LAGRANGE, LAGRANGE + 64)],
  ["a Lagrange point is another point", put(LAGRANGE + 3 * 64, rawG1(G1.BASE))],
  ["a Lagrange point is off the curve", put(LAGRANGE + 3 * 64, rawCoordinate(5n))],
  ["G2 is not the standard generator", put(G2_AT, rawG2(G2.BASE.double()))],
  ["[tau]G2 is of another tau", put(TAU_G2_AT, rawG2(G2.BASE.multiply(TAU + 1n)))],
  ["[tau]G2 is off the curve", put(TAU_G2_AT, rawCoordinate(5n))],
  ["[tau]G2 is of another order than r", put(TAU_G2_AT, rawG2(strayG2()))],
];

describe("an SRS file's points", function () {
  this.timeout(60_000);
  const folder = useFolder();
  const check = async (file: Buffer, k = K): ReturnType<typeof checkSrs> =>
    checkSrs(await folder.write("x.srs", file), k);

  it("belong together in a setup made from its definitions", async () => {
    const tauG2 = await check(good);
    expect(ceremonyOf(negatedWords(tauG2))).to.equal(undefined);
  });

  it("belong together in the real ceremony's file, whose [tau]G2 is recognised", async () => {
    const path = folder.path("hermez.srs");
    await withPtau(HERMEZ_PTAU, async (ptau) => convertPtau(ptau, 8, path));
    const shares: number[] = [];
    const tauG2 = await checkSrs(path, 8, (share) => shares.push(share));
    expect(ceremonyOf(negatedWords(tauG2))).to.equal("hermez");
    expect(shares).to.deep.equal(shares.toSorted((a, b) => a - b));
  });

  it("EZKL_SRS_INVALID: the Lagrange points are in snarkjs' order, which is another from k=6 on", async () => {
    await check(madeSrs(TAU, 6), 6);
    await refuses("EZKL_SRS_INVALID", async () => check(madeSrs(TAU, 6, 5n), 6));
  });

  for (const [what, file] of wrong) {
    it(`EZKL_SRS_INVALID: ${what}`, async () => {
      expect(file.length).to.equal(good.length);
      await refuses("EZKL_SRS_INVALID", async () => check(file));
    });
  }
});
