import { expect } from "chai";

import { sha256 } from "../../../src/pipeline/files.ts";
import { convertPtau } from "../../../src/srs/convert.ts";
import { withPtau } from "../../../src/srs/ptau.ts";
import { halo2Root, powMod, rootExponent, snarkjsRoot } from "../../../src/srs/roots.ts";
import { HERMEZ_PTAU, HERMEZ_SRS_SHA256, useFolder } from "./folder.ts";
import { madePtau, madeSections, madeSrs } from "./made-setup.ts";

const TAU = 123_456_789_012_345_678_901_234_567_890n;

describe("a .ptau converted", () => {
  const folder = useFolder();

  it("the real ceremony's file for k=8 has the known hash", async () => {
    await withPtau(HERMEZ_PTAU, async (ptau) => {
      expect(ptau).to.include({ power: 8, ceremonyPower: 28 });
      await convertPtau(ptau, 8, folder.path("kzg8.srs"));
    });
    const made = await folder.read("kzg8.srs");
    expect(made.length).to.equal(33_028);
    expect(sha256(made)).to.equal(HERMEZ_SRS_SHA256);
  });

  it("is, for each k up to its own, what the definitions give for its secret", async function () {
    this.timeout(20_000);
    const path = await folder.write("made.ptau", madePtau(madeSections(TAU, 7)));
    for (let k = 1; k <= 7; k++) {
      await withPtau(path, async (ptau) => convertPtau(ptau, k, folder.path("made.srs")));
      expect((await folder.read("made.srs")).equals(madeSrs(TAU, k)), `k=${k}`).to.equal(true);
    }
  });

  it("knows halo2's root as a power of snarkjs', for every k; from 6 on another one", () => {
    expect(rootExponent(6)).to.equal(33);
    for (let k = 1; k <= 28; k++) {
      const exponent = rootExponent(k);
      expect(exponent % 2).to.equal(1);
      expect(powMod(snarkjsRoot(k), BigInt(exponent))).to.equal(halo2Root(k));
    }
  });
});
