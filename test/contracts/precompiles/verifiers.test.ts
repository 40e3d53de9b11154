import { expect } from "chai";
import { concat, dataLength, dataSlice, toBeHex } from "ethers";

import { specialiseVerifier } from "../../../src/verifier/index.ts";
import { BareEvm, PRECOMPILES, type Replacements } from "../../helpers/bare-evm.ts";
import { LONGER, SHORTER, THREE, WITHOUT_PRECOMPILES } from "../../helpers/broken-precompiles.ts";
import { verifyCall } from "../../helpers/calldata.ts";
import { compileSolidity } from "../../helpers/compile.ts";
import { reusableVerifier, WIDE } from "../../helpers/reusable.ts";
import { hardenedVerifier } from "../../helpers/scorer.ts";
import { loadEngineSource, loadProof } from "../../helpers/vectors.ts";

const TRUE = toBeHex(1, 32);
/** Modulus of the coordinates' field. */
const Q = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47n;

const specialisedVerifier = () =>
  compileSolidity(
    specialiseVerifier(loadEngineSource("scorer"), {
      ...{ model: "scorer", engineVersion: "21.0.0", contractName: "ScorerVerifier" },
    }).source,
    "ScorerVerifier",
  );

const KINDS = [
  { kind: "the specialised verifier", model: "scorer", compiled: specialisedVerifier },
  { kind: "the engine's own, with our guard", model: "scorer", compiled: () => hardenedVerifier("scorer") },
  { kind: "the reusable verifier", model: WIDE, compiled: reusableVerifier },
] as const;

/** A proof with the point (1, 2) wherever a recorded one has a point, and the same number wherever it has a number. */
function madeUp(recorded: string, number: bigint): string {
  const words = Array.from({ length: dataLength(recorded) / 32 }, (_, i) =>
    BigInt(dataSlice(recorded, 32 * i, 32 * (i + 1))),
  );
  const made: bigint[] = [];
  while (made.length < words.length) {
    const [x = 0n, y = 0n] = words.slice(made.length);
    const isPoint = (y * y - x * x * x - 3n) % Q === 0n;
    made.push(...(isPoint ? [1n, 2n] : [number]));
  }
  return concat(made.map((word) => toBeHex(word, 32)));
}

for (const { kind, model, compiled } of KINDS) {
  describe(`${kind}, whatever the precompiles answer`, () => {
    const { proof, instances } = loadProof(model, "alice-1");
    let evm: BareEvm;
    let verifier: string;

    before(async () => {
      evm = await BareEvm.open();
      verifier = await evm.deploy(compiled());
    });

    async function accepts(replacements: Replacements, call: string): Promise<boolean> {
      const { ok, data } = await (await evm.with(replacements)).call(verifier, call);
      return ok && data === TRUE;
    }

    it("accepts a recorded proof where they work", async () => {
      expect(await accepts({}, verifyCall(proof, instances))).to.equal(true);
    });

    for (const { name, replacements } of WITHOUT_PRECOMPILES) {
      it(`refuses made-up proofs on a chain ${name}`, async () => {
        const nothing = instances.map(() => 0n);
        // One missing leaves the others' work to be done, which takes this test its time.
        const numbers = Object.keys(replacements).length > 1 ? [1n, 0n] : [1n];
        for (const number of numbers) {
          const call = verifyCall(madeUp(proof, number), nothing);
          expect(await accepts(replacements, call), `points (1, 2), numbers ${number}`).to.equal(false);
        }
      });
    }

    for (const at of PRECOMPILES) {
      it(`refuses even a good proof when precompile ${at} answers in another length`, async () => {
        const call = verifyCall(proof, instances);
        expect(await accepts({ [at]: LONGER }, call), "longer").to.equal(false);
        expect(await accepts({ [at]: SHORTER }, call), "shorter").to.equal(false);
      });
    }

    it("takes only the number 1 for a pairing that holds", async () => {
      expect(await accepts({ 8: THREE }, verifyCall(proof, instances))).to.equal(false);
    });
  });
}
