import { expect } from "chai";
import { concat, dataSlice, id, toBeHex } from "ethers";

import { rawCall } from "../helpers/call.ts";
import { verifyCall, verifyCallWithLayout, type Layout } from "../helpers/calldata.ts";
import { forgeCall } from "../helpers/forge.ts";
import {
  connect,
  deployCompiled,
  engineVerifier,
  hardenedVerifier,
  type Connection,
} from "../helpers/scorer.ts";
import { loadEngineSource, loadProof } from "../helpers/vectors.ts";

const NON_CANONICAL = id("EzklNonCanonicalCalldata()").slice(0, 10);

for (const [model, version] of [
  ["scorer", "21.0.0"],
  ["scorer-v23", "23.0.5"],
] as const) {
  describe(`call data layout of the verifier of ezkl ${version}`, () => {
    const { proof, instances } = loadProof(model, "alice-1");
    let connection: Connection;
    let guarded: string;
    let unguarded: string;

    before(async () => {
      connection = await connect();
      guarded = await deployCompiled(connection, hardenedVerifier(model, version));
      unguarded = await deployCompiled(connection, engineVerifier(model));
    });

    it("accepts the encoder's own layout", async () => {
      expect(await rawCall(connection, guarded, verifyCall(proof, instances))).to.deep.equal({
        ok: true,
        data: toBeHex(1, 32),
      });
      expect(verifyCallWithLayout(proof, instances)).to.equal(verifyCall(proof, instances));
    });

    it("refuses a forged statement that the engine's own source accepts", async () => {
      const invented = instances.map((_, index) => 1_000_000n + BigInt(index));
      const forged = await forgeCall(connection, loadEngineSource(model), proof, invented);
      expect(await rawCall(connection, unguarded, forged), "the attack works").to.include({
        ok: true,
        data: toBeHex(1, 32),
      });
      expect(await rawCall(connection, guarded, forged)).to.include({ ok: false, data: NON_CANONICAL });
    });

    const word = toBeHex(0, 32);
    const layouts: Record<string, Layout> = {
      "a gap before the arguments": { before: word },
      "a gap between the arguments": { between: word },
      "one trailing byte": { after: "0x00" },
      "a trailing word": { after: word },
      "a whole second copy": { after: dataSlice(verifyCall(proof, instances), 4) },
      "arguments in the other order": { instancesFirst: true },
      "a gap and the other order": { instancesFirst: true, before: word },
    };
    for (const [name, layout] of Object.entries(layouts)) {
      it(`refuses ${name}`, async () => {
        const outcome = await rawCall(connection, guarded, verifyCallWithLayout(proof, instances, layout));
        expect(outcome).to.include({ ok: false, data: NON_CANONICAL });
      });
    }

    describe("refuses by name when a single one of these is not canonical", () => {
      const clean = verifyCall(proof, instances);
      const proofLength = (proof.length - 2) / 2;
      const instancesAt = 0x64 + proofLength;
      const put = (data: string, at: number, value: bigint | number) =>
        concat([dataSlice(data, 0, at), toBeHex(value, 32), dataSlice(data, at + 32)]);
      // Each keeps the total size and leaves the other four as they are; lengths are put where the wrong offsets point.
      const single: Record<string, string> = {
        "the proof's offset": put(put(clean, 0x04, 0x60), 0x64, proofLength),
        "the instances' offset": put(put(clean, 0x24, 0x60), 0x64, instances.length),
        "the proof's length": put(clean, 0x44, proofLength - 1),
        "the instances' length": put(clean, instancesAt, instances.length - 1),
        "the total size": concat([clean, "0x00"]),
      };
      for (const [name, data] of Object.entries(single)) {
        it(name, async () => {
          expect(await rawCall(connection, guarded, data)).to.include({ ok: false, data: NON_CANONICAL });
        });
      }
    });

    it("refuses arguments that overlap", async () => {
      // Offsets of both arguments at the same bytes, then of each inside of the other.
      const inProof = 0x40n + 0x20n;
      for (const layout of [
        { instancesOffset: 0x40n },
        { proofOffset: 0x60n + BigInt((proof.length - 2) / 2) },
        { instancesOffset: inProof },
        { proofOffset: inProof },
        { proofOffset: 0n },
        { instancesOffset: 0x20n },
      ]) {
        expect(
          (await rawCall(connection, guarded, verifyCallWithLayout(proof, instances, layout))).ok,
        ).to.equal(false);
      }
    });

    it("refuses dirty upper bits in offsets and lengths", async () => {
      const clean = verifyCall(proof, instances);
      const heads = [0x04, 0x24, 0x44, 0x64 + (proof.length - 2) / 2];
      for (const at of heads) {
        for (const bit of [32n, 63n, 64n, 128n, 255n]) {
          const value = BigInt(dataSlice(clean, at, at + 32)) | (1n << bit);
          const dirty = concat([dataSlice(clean, 0, at), toBeHex(value, 32), dataSlice(clean, at + 32)]);
          expect((await rawCall(connection, guarded, dirty)).ok, `bit ${bit} at ${at}`).to.equal(false);
        }
      }
    });

    it("refuses call data that is cut short", async () => {
      const clean = verifyCall(proof, instances);
      for (const cut of [1, 31, 32, 64]) {
        const short = dataSlice(clean, 0, (clean.length - 2) / 2 - cut);
        expect((await rawCall(connection, guarded, short)).ok, `${cut} bytes`).to.equal(false);
      }
    });

    it("is the only function and takes no value", async () => {
      expect((await rawCall(connection, guarded, "0x")).ok).to.equal(false);
      expect((await rawCall(connection, guarded, "0x12345678")).ok).to.equal(false);
      const [sender] = await connection.ethers.getSigners();
      const paid = sender!.sendTransaction({
        to: guarded,
        data: verifyCall(proof, instances),
        value: 1n,
        gasLimit: 2_000_000n,
      });
      await expect(paid).to.be.revertedWithoutReason(connection.ethers);
    });
  });
}
