import { randomBytes } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";

import { bn254 } from "@noble/curves/bn254.js";

import { SrsInvalidError } from "../errors/srs.ts";

import { Combination } from "./combination.ts";
import { G1_BYTES, G2_BYTES, SRS_HEADER_BYTES, srsG2Offset } from "./format.ts";
import { interpolate } from "./interpolate.ts";
import { G1, G2, readG1, readG2, type G1Point, type G2Point } from "./points.ts";

const RANDOM_BITS = 32;
const SCALAR_BITS = 254;
const PIECE_POINTS = 1 << 12;

/** How far a check has come, from 0 to 1. */
export type CheckProgress = (share: number) => void;

/**
 * Checks that an SRS file of the right length is what its [tau]G2 says: for one and the same tau, unknown here, the 2^k powers
 * G, [tau]G, [tau^2]G, … and the 2^k Lagrange points [l_i(tau)]G over halo2's roots of unity.
 *
 * - Every point is on its curve, with coordinates below the modulus, and none is infinity; [tau]G2 has order r, and G1 has no other order.
 * - The first power is G1's generator, and G2's is the standard one.
 * - e(sum r_i P_(i+1), G2) = e(sum r_i P_i, [tau]G2) with fresh random r_i of 32 bits. If any P_(i+1) were not tau times P_i, at most one
 *   value of its r_i could hide it: such a file passes with a probability of at most 2^-32.
 * - sum s_i L_i = sum c_m P_m with fresh random s_i of 32 bits and the coefficients c_m of the polynomial with the values s_i. One wrong
 *   L_i, or a right one in the wrong place, passes with the same probability at most.
 *
 * The randomness is drawn after the file is there, so its maker cannot try until a wrong file fits. What no check can tell is who knows
 * tau: that is what recognising the ceremony by [tau]G2 is for.
 * @returns [tau]G2
 * @throws SrsInvalidError
 */
export async function checkSrs(
  path: string,
  k: number,
  progress: CheckProgress = () => undefined,
): Promise<G2Point> {
  const handle = await open(path, "r");
  try {
    return await check(handle, path, k, progress);
  } finally {
    await handle.close();
  }
}

async function check(handle: FileHandle, path: string, k: number, progress: CheckProgress): Promise<G2Point> {
  const rows = 2 ** k;
  const tauG2 = await readTauG2(handle, path, k);

  const [random, values] = [randomScalars(rows), randomScalars(rows)];
  const coefficients = interpolate(values, k);
  const [powers, following] = [new Combination(RANDOM_BITS, rows), new Combination(RANDOM_BITS, rows)];
  const byCoefficients = new Combination(SCALAR_BITS, rows);
  await eachG1(handle, path, SRS_HEADER_BYTES, rows, "power", (power, index) => {
    if (index === 0 && !power.equals(G1.BASE))
      throw new SrsInvalidError(path, "its first power is not G1's generator");
    if (index < rows - 1) powers.add(power, random[index] as bigint);
    if (index > 0) following.add(power, random[index - 1] as bigint);
    byCoefficients.add(power, coefficients[index] as bigint);
    if (index % PIECE_POINTS === 0) progress((0.85 * index) / rows);
  });
  const [at, after] = [powers.sum(), following.sum()];
  if (!pairingsAgree(after, G2.BASE, at, tauG2))
    throw new SrsInvalidError(path, "its points of G1 are not consecutive powers of the tau in its [tau]G2");

  const byValues = new Combination(RANDOM_BITS, rows);
  await eachG1(handle, path, SRS_HEADER_BYTES + rows * G1_BYTES, rows, "Lagrange point", (point, index) => {
    byValues.add(point, values[index] as bigint);
    if (index % PIECE_POINTS === 0) progress(0.85 + (0.15 * index) / rows);
  });
  if (!byValues.sum().equals(byCoefficients.sum()))
    throw new SrsInvalidError(
      path,
      "its Lagrange points do not belong to its powers, or stand in another order",
    );
  return tauG2;
}

/** [tau]G2 of an SRS file of the right length. @throws SrsInvalidError when the two points of G2 are not what they must be */
export async function readTauG2(handle: FileHandle, path: string, k: number): Promise<G2Point> {
  const bytes = Buffer.alloc(2 * G2_BYTES);
  await handle.read(bytes, 0, bytes.length, srsG2Offset(k));
  if (readG2(bytes, 0)?.equals(G2.BASE) !== true)
    throw new SrsInvalidError(path, "its G2 is not the standard generator");
  const tauG2 = readG2(bytes, G2_BYTES);
  if (tauG2 === undefined) throw new SrsInvalidError(path, "its [tau]G2 is not a point of G2");
  return tauG2;
}

async function eachG1(
  handle: FileHandle,
  path: string,
  offset: number,
  count: number,
  what: string,
  take: (point: G1Point, index: number) => void,
): Promise<void> {
  const buffer = Buffer.alloc(Math.min(count, PIECE_POINTS) * G1_BYTES);
  for (let first = 0; first < count; first += PIECE_POINTS) {
    await handle.read(buffer, 0, buffer.length, offset + first * G1_BYTES);
    for (let index = 0; index < buffer.length / G1_BYTES; index++) {
      const point = readG1(buffer, index);
      if (point === undefined)
        throw new SrsInvalidError(path, `its ${what} ${first + index} is not a point of G1`);
      take(point, first + index);
    }
  }
}

/** e(a, A) = e(b, B) */
function pairingsAgree(a: G1Point, A: G2Point, b: G1Point, B: G2Point): boolean {
  if (a.is0() || b.is0()) return a.is0() && b.is0();
  const product = bn254.pairingBatch([
    { g1: a, g2: A },
    { g1: b.negate(), g2: B },
  ]);
  return bn254.fields.Fp12.eql(product, bn254.fields.Fp12.ONE);
}

function randomScalars(count: number): bigint[] {
  const bytes = randomBytes((count * RANDOM_BITS) / 8);
  return Array.from({ length: count }, (_, index) => BigInt(bytes.readUInt32LE((index * RANDOM_BITS) / 8)));
}
