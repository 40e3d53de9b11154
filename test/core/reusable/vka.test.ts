import { expect } from "chai";
import { getBytes, keccak256, toBeHex } from "ethers";

import { ReusableVerifierError } from "../../../src/errors/reusable.ts";
import { readVka, VKA_START } from "../../../src/reusable/vka.ts";
import { readVerifierFacts } from "../../../src/verifier/index.ts";
import { loadVka, WIDE } from "../../helpers/reusable.ts";
import { loadEngineSource, loadProof } from "../../helpers/vectors.ts";

/** The file with the word at a memory address replaced. */
function withWord(address: number, value: bigint | number): Uint8Array {
  const file = loadVka().slice();
  file.set(getBytes(toBeHex(value, 32)), 8 + address - VKA_START);
  return file;
}

describe("readVka", () => {
  it("reads what the circuit's own verifier says, too", () => {
    const facts = readVerifierFacts(loadEngineSource(WIDE));
    const vka = readVka(loadVka());
    expect(vka).to.include({
      proofLength: facts.proofLength,
      instanceCount: facts.instanceCount,
      k: facts.k,
      digest: keccak256(loadVka().slice(8)),
    });
    expect(vka.negSG2).to.deep.equal(facts.negSG2);
    expect(vka.proofLength).to.equal((loadProof(WIDE, "alice-1").proof.length - 2) / 2);
  });

  const wrong: Record<string, [file: Uint8Array, part: RegExp]> = {
    "an empty file": [new Uint8Array(), /length/],
    "a count alone": [new Uint8Array(8), /length/],
    "a file cut short": [loadVka().slice(0, -1), /length/],
    "a word less than counted": [loadVka().slice(0, -32), /length/],
    "a word more than counted": [Uint8Array.of(...loadVka(), ...new Uint8Array(32)), /length/],
    "a huge count": [Uint8Array.of(...new Uint8Array(8).fill(255), ...loadVka().slice(8)), /length/],
    "an aggregated circuit": [withWord(0x1e0, 1), /aggregated/],
    "challenges of its own": [withWord(0x120, 1), /challenges/],
    "scratch memory smaller than what is hashed at once": [withWord(0xc0, 32 * 101), /the scratch memory/],
    "memory beyond 16 bits": [withWord(0xc0, 0xffff), /memory beyond/],
    "a size that is no small number": [withWord(0x100, 1n << 64n), /word at/],
    "a proof beyond 16 bits": [withWord(0x4c0, 0x01ffc001), /call data beyond/],
  };
  for (const [name, [file, part]] of Object.entries(wrong)) {
    it(`refuses ${name}`, () => {
      expect(() => readVka(file, "vka.bin"))
        .to.throw(ReusableVerifierError, part)
        .that.includes({ code: "EZKL_REUSABLE_VERIFIER", where: "vka.bin" });
    });
  }
});
