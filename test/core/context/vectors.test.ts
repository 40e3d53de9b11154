import { expect } from "chai";

import { contextHash } from "../../../src/context/hash.ts";
import { CONTEXT_BITS, contextLimbs, joinLimbs } from "../../../src/context/limbs.ts";
import { contextVectors } from "../../helpers/context-vectors.ts";

describe("context vectors", () => {
  const { contexts, limbs } = contextVectors();

  it("have the hashes that the core computes, no two alike", () => {
    for (const vector of contexts) expect(contextHash(vector)).to.equal(vector.hash);
    expect(new Set(contexts.map(({ hash }) => hash))).to.have.property("size", contexts.length);
  });

  it("have the limbs that the core splits hashes into, and joins again", () => {
    for (const vector of [...contexts, ...limbs]) {
      expect(contextLimbs(vector.hash)).to.deep.equal(vector.limbs);
      expect(joinLimbs(vector.limbs)).to.equal(BigInt(vector.hash) % (1n << BigInt(CONTEXT_BITS)));
    }
  });
});
