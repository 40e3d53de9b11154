import { randomInt } from "node:crypto";

import { expect } from "chai";

import { connect } from "../../../helpers/scorer.ts";
import { share } from "../../../helpers/share.ts";
import { deployApart } from "../../../helpers/uniqueness-registry.ts";
import {
  below,
  distanceOf,
  flipped,
  generator,
  inBatches,
  pick,
  randomCode,
  type Random,
} from "../../../helpers/uniqueness-registry-codes.ts";

/** Played again with REGISTRY_SEED. */
const SEED = Number(process.env["REGISTRY_SEED"] ?? randomInt(2 ** 31));
const THRESHOLDS = share(
  Array.from({ length: 48 }, (_, t) => t),
  12,
);
/** Queries in one call, which may spend what a block may. */
const BATCH = 6;
const TIMEOUT = 240_000;

describe("Search for the nearest code, at random", () => {
  for (const kind of ["uniform", "clustered"] as const) {
    it(`is what comparing with every code gives, among ${kind} codes (REGISTRY_SEED=${SEED})`, async function () {
      this.timeout(TIMEOUT);
      const random = generator(SEED);
      const connection = await connect();
      const address = await deployApart(connection, "HammingIndexHarness");
      const index = await connection.ethers.getContractAt("HammingIndexHarness", address);
      const codes: bigint[] = [];
      const met = { found: 0, none: 0 };
      for (const size of [1, 40, 160]) {
        const more = population(random, kind, size);
        codes.push(...more);
        for (const batch of inBatches(more)) await index.insert(batch);
        for (const threshold of THRESHOLDS) {
          const queries = Array.from({ length: BATCH }, () => query(random, codes, threshold));
          const [found, distances] = await index.nearest(queries, threshold);
          for (const [i, asked] of queries.entries()) {
            const least = Math.min(...codes.map((code) => distanceOf(code, asked)));
            const what = `seed ${SEED}, ${codes.length} codes, threshold ${threshold}, query ${asked}`;
            if (least > threshold) {
              expect([found[i], distances[i]], what).to.deep.equal([0n, 0n]);
              met.none++;
            } else {
              expect(distances[i], what).to.equal(BigInt(least));
              expect(codes, what).to.include(found[i]);
              expect(distanceOf(found[i]!, asked), what).to.equal(least);
              met.found++;
            }
          }
        }
      }
      // Both answers were asked for often.
      expect(Math.min(met.found, met.none)).to.be.greaterThan((met.found + met.none) / 8);
    });
  }
});

function population(random: Random, kind: "uniform" | "clustered", size: number): bigint[] {
  const centres = Array.from({ length: 3 }, () => randomCode(random));
  const one = () =>
    kind === "uniform" ? randomCode(random) : flipped(random, pick(random, centres), 1 + below(random, 30));
  return [...new Set(Array.from({ length: size }, one))].filter((code) => code !== 0n);
}

/** Anything, or a neighbour of some code: most often at the threshold or right beyond it. */
function query(random: Random, codes: readonly bigint[], threshold: number): bigint {
  const near = pick(random, codes);
  const kind = below(random, 4);
  if (kind === 0) return randomCode(random);
  if (kind === 1) return flipped(random, near, below(random, 60));
  return flipped(random, near, threshold + kind - 2);
}
