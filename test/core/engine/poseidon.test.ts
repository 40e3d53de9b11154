import { readFileSync } from "node:fs";

import { expect } from "chai";
import { z } from "zod";

import { poseidonHash } from "../../../src/engine/wasm/poseidon.ts";
import { FeltInvalidError } from "../../../src/errors/field.ts";
import { R } from "../../../src/field/scalar.ts";

const vectorsSchema = z.object({
  cases: z.array(z.object({ values: z.array(z.coerce.bigint()), hash: z.coerce.bigint() })).min(1),
});

describe("the hash of a hashed input", () => {
  for (const version of ["21.0.0", "23.0.5"])
    it(`is the native engine's own, ${version}`, async () => {
      const file = new URL(`../../vectors/poseidon-${version}.json`, import.meta.url);
      for (const { values, hash } of vectorsSchema.parse(JSON.parse(readFileSync(file, "utf8"))).cases)
        expect(await poseidonHash(values)).to.equal(hash);
    });

  it("depends on every element and on their order", async () => {
    const values = Array.from({ length: 40 }, (_, index) => BigInt(index));
    const hashes = new Set([await poseidonHash(values), await poseidonHash(values.toReversed())]);
    for (const index of [0, 31, 32, 39]) hashes.add(await poseidonHash(values.with(index, 99n)));
    expect(hashes.size).to.equal(6);
  });

  it("refuses what is no element of the field, and says which", async () => {
    for (const value of [R, -1n]) {
      const error: unknown = await poseidonHash([0n, value]).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(FeltInvalidError).with.property("where", "values[1]");
    }
  });
});
