import { readFile } from "node:fs/promises";

import { expect } from "chai";
import fc from "fast-check";
import wavefile from "wavefile";

import type { Audio } from "../../../models/singing-judge/audio/audio.ts";
import { decodeAudio } from "../../../models/singing-judge/audio/decode.ts";
import { MAX_FILE_BYTES } from "../../../models/singing-judge/audio/limits.ts";
import { resample } from "../../../models/singing-judge/audio/resample.ts";
import { writeWav } from "../../../models/singing-judge/audio/write-wav.ts";
import { EzklError } from "../../../src/errors/base.ts";
import { differenceOf } from "../../helpers/difference.ts";
import { expectNear } from "../../helpers/near.ts";

const VECTORS = new URL("../../vectors/singing-judge/audio/", import.meta.url);
const vector = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(new URL(name, VECTORS)));

/** The error that decoding ends with, if any. Anything but an error of ours fails the test. */
async function refusal(bytes: Uint8Array): Promise<EzklError | undefined> {
  try {
    await decodeAudio(bytes, "test.wav");
    return undefined;
  } catch (error) {
    if (error instanceof EzklError) return error;
    throw error;
  }
}

const outcome = async (bytes: Uint8Array): Promise<string> => (await refusal(bytes))?.code ?? "decoded";

/** Loudest difference between two sounds at 8 kHz, away from their edges. */
async function difference(one: Audio, other: Audio): Promise<number> {
  const [a, b] = [await resample(one), await resample(other)];
  const end = Math.min(a.length, b.length) - 200;
  let most = 0;
  for (let i = 200; i < end; i++) most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return most;
}

/** Checksum of FLAC frames: polynomial 0x8005, from 0. */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x8005 : 0)) & 0xffff;
  }
  return crc;
}

const tone = (rate: number, seconds = 1.5): Float32Array =>
  Float32Array.from(
    { length: rate * seconds },
    (_, i) =>
      0.4 * Math.sin((2 * Math.PI * 220 * i) / rate) + 0.2 * Math.sin((2 * Math.PI * 1234 * i) / rate),
  );

describe("decoding sound files", () => {
  describe("of other encoders", () => {
    // The 5 and 6 kHz files lack what is above 2.5 and 3 kHz; 8 bits and telephone codes are noisy.
    const bounds = {
      "sox-float32-11k025.wav": 0.01,
      "sox-8bit-22k05.wav": 0.02,
      "sox-alaw-8k.wav": 0.03,
      "sox-mulaw-8k.wav": 0.03,
      "sox-24bit-stereo-6k.wav": 0.05,
      "sox-float64-5k.wav": 0.08,
    };
    for (const [name, bound] of Object.entries(bounds)) {
      it(`reads ${name} as the same sound as the FLAC file`, async () => {
        const reference = await decodeAudio(await vector("sox-24bit-stereo-44k1.flac"));
        expectNear(reference.samples.length / reference.rate, 1.1, 0.001);
        expect(await difference(await decodeAudio(await vector(name)), reference)).to.be.within(1e-6, bound);
      });
    }

    it("reads FLAC from a Buffer, as Node reads files, to the last sample", async () => {
      const buffer = await readFile(new URL("speech.flac", VECTORS));
      const { samples } = await decodeAudio(buffer);
      expect(samples).to.have.length(112_000);
      const { samples: others } = await decodeAudio(new Uint8Array(buffer));
      expect(differenceOf(samples, others)).to.equal(undefined);
    });
  });

  describe("of every depth and number of channels", () => {
    const depths = { "8": 2 ** 7, "16": 2 ** 15, "24": 2 ** 23, "32": 2 ** 31, "32f": 1, "64": 1 };
    for (const [depth, scale] of Object.entries(depths)) {
      it(`reads WAV of encoding ${depth}`, async () => {
        const samples = tone(16_000);
        const zero = depth === "8" ? 128 : 0;
        const stored = Array.from(samples, (s) => (scale === 1 ? s : Math.round(s * scale) + zero));
        const wav = new wavefile.WaveFile();
        wav.fromScratch(1, 16_000, depth, stored);
        const decoded = await decodeAudio(wav.toBuffer());
        expect(decoded.rate).to.equal(16_000);
        const most = decoded.samples.reduce((m, s, i) => Math.max(m, Math.abs(s - (samples[i] ?? 0))), 0);
        expect(most).to.be.below(scale === 1 ? 1e-7 : 0.5001 / scale + 1e-7);
      });
    }

    it("mixes channels", async () => {
      const samples = tone(16_000);
      const wav = new wavefile.WaveFile();
      const half = samples.map((sample) => sample / 2);
      wav.fromScratch(3, 16_000, "32f", [samples, half, samples.map(() => 0)]);
      const { samples: mixed } = await decodeAudio(wav.toBuffer());
      expect(mixed).to.have.length(samples.length);
      expect(mixed.every((sample, i) => Math.abs(sample - (samples[i] ?? 0) / 2) < 1e-6)).to.equal(true);
    });

    it("takes what is no number for silence, and what is enormous for loud", async () => {
      const wav = new wavefile.WaveFile();
      const odd = Float32Array.from({ length: 16_000 }, (_, i) => [NaN, Infinity, -1e38, 0.5][i % 4] ?? 0);
      wav.fromScratch(1, 16_000, "32f", odd);
      const { samples } = await decodeAudio(wav.toBuffer());
      expect(Array.from(samples.subarray(0, 4))).to.deep.equal([0, 16, -16, 0.5]);
    });
  });

  describe("resampling", () => {
    for (const rate of [11_025, 16_000, 22_050, 44_100, 48_000, 96_000]) {
      it(`keeps a tone of ${rate} samples a second`, async () => {
        const expected = tone(8_000);
        const got = await resample({ samples: tone(rate), rate });
        expect(got).to.have.length(expected.length);
        const inner = Array.from(got.subarray(200, -200), (s, i) => Math.abs(s - (expected[i + 200] ?? 0)));
        expect(Math.max(...inner)).to.be.below(0.01);
      });
    }

    it("joins the pieces of a long sound without a seam", async () => {
      const expected = tone(8_000, 30);
      const got = await resample({ samples: tone(48_000, 30), rate: 48_000 });
      expect(got).to.have.length(expected.length);
      const away = got.subarray(200, -200).map((s, i) => Math.abs(s - (expected[i + 200] ?? 0)));
      expect(away.reduce((most, value) => Math.max(most, value), 0)).to.be.below(0.01);
    });
  });

  describe("that are no sound, damaged or hostile", () => {
    const wav = writeWav(tone(8_000), 8_000);
    const patched = (offset: number, ...values: number[]): Uint8Array => {
      const copy = wav.slice();
      copy.set(values, offset);
      return copy;
    };

    it("refuses other files", async () => {
      const video = patched(8, 0x41, 0x56, 0x49, 0x20);
      for (const bytes of [
        new Uint8Array(0),
        new Uint8Array(100),
        new TextEncoder().encode("ID3 or so"),
        video,
      ]) {
        expect(await outcome(bytes)).to.equal("EZKL_AUDIO_UNKNOWN");
      }
    });

    it("refuses WAV files without format or samples, or of unknown kinds", async () => {
      expect(await outcome(wav.slice(0, 30))).to.equal("EZKL_AUDIO_DAMAGED");
      expect(await outcome(wav.slice(0, 40))).to.equal("EZKL_AUDIO_DAMAGED");
      expect(await outcome(patched(12, 0x66, 0x66))).to.equal("EZKL_AUDIO_DAMAGED");
      expect(await outcome(patched(22, 0))).to.equal("EZKL_AUDIO_DAMAGED");
      expect(await outcome(patched(20, 0x55))).to.equal("EZKL_AUDIO_UNSUPPORTED");
      expect(await outcome(patched(34, 12))).to.equal("EZKL_AUDIO_UNSUPPORTED");
      expect(await outcome(patched(22, 200))).to.equal("EZKL_AUDIO_UNSUPPORTED");
      expect(await outcome(patched(24, 1, 0, 0, 0))).to.equal("EZKL_AUDIO_UNSUPPORTED");
      expect(await outcome(patched(24, 0x40, 0x0d, 0x03, 0))).to.equal("EZKL_AUDIO_UNSUPPORTED");
    });

    it("reads what is there when the size of the samples is a guess", async () => {
      const piped = patched(40, 0xff, 0xff, 0xff, 0xff);
      expect((await decodeAudio(piped)).samples).to.have.length(12_000);
    });

    it("refuses what is too short, too long, or too large", async () => {
      expect(await outcome(writeWav(tone(8_000, 0.9), 8_000))).to.equal("EZKL_AUDIO_TOO_SHORT");
      expect(await outcome(writeWav(new Float32Array(301 * 8_000), 8_000))).to.equal("EZKL_AUDIO_TOO_LONG");
      expect(await outcome(new Uint8Array(MAX_FILE_BYTES + 1))).to.equal("EZKL_AUDIO_TOO_LONG");
    });

    it("refuses more samples than it would hold, before it makes room for them", async () => {
      const many = new Uint8Array(33 * 1024 * 1024);
      // Eight channels of 8 bits, 48,000 a second: 90 s, but 34 million samples.
      many.set(patched(22, 8, 0, 0x80, 0xbb, 0, 0).subarray(0, 44));
      many.set([8, 0], 34);
      many.set([0xff, 0xff, 0xff, 0xff], 40);
      expect(await outcome(many)).to.equal("EZKL_AUDIO_TOO_LONG");
    });

    it("refuses WAV files that say things in the wrong order, or half", async () => {
      const disordered = new Uint8Array([
        ...wav.subarray(0, 12),
        ...wav.subarray(36),
        ...wav.subarray(12, 36),
      ]);
      expect(await outcome(disordered)).to.equal("EZKL_AUDIO_DAMAGED");
      expect(await outcome(patched(20, 0xfe, 0xff))).to.equal("EZKL_AUDIO_DAMAGED");
      expect(await outcome(patched(16, 8).slice(0, 28))).to.equal("EZKL_AUDIO_DAMAGED");
    });

    it("finds its way past chunks of odd length", async () => {
      const comment = [0x4c, 0x49, 0x53, 0x54, 3, 0, 0, 0, 1, 2, 3, 0];
      const commented = new Uint8Array([...wav.subarray(0, 12), ...comment, ...wav.subarray(12)]);
      const [{ samples }, { samples: plain }] = [await decodeAudio(commented), await decodeAudio(wav)];
      expect(differenceOf(samples, plain)).to.equal(undefined);
    });

    it("is not led into nested lists", async () => {
      const nested = new Uint8Array(1024 * 1024);
      nested.set(wav.subarray(0, 12));
      for (let at = 12; at + 8 <= nested.length; at += 8)
        nested.set([0x4c, 0x49, 0x53, 0x54, 0, 0, 0, 0], at);
      expect(await outcome(nested)).to.equal("EZKL_AUDIO_DAMAGED");
    });

    /** The file as it would be had its writer not known the length. */
    const ofUnknownLength = (flac: Uint8Array): Uint8Array => {
      const copy = flac.slice();
      copy.set([(copy[21] ?? 0) & 0xf0, 0, 0, 0, 0], 21);
      return copy;
    };

    it("refuses FLAC files that are cut, overwritten, or empty", async () => {
      const flac = await vector("sung.flac");
      expect(await outcome(flac)).to.equal("decoded");
      expect(await outcome(ofUnknownLength(flac))).to.equal("decoded");
      expect(await outcome(flac.slice(0, 20))).to.equal("EZKL_AUDIO_DAMAGED");
      expect(await outcome(flac.slice(0, 41))).to.equal("EZKL_AUDIO_DAMAGED");
      expect(await outcome(flac.slice(0, 50))).to.equal("EZKL_AUDIO_DAMAGED");
      expect(await outcome(ofUnknownLength(flac).fill(0, 100))).to.equal("EZKL_AUDIO_DAMAGED");
      expect(await outcome(flac.slice(0, 40_000))).to.equal("EZKL_AUDIO_DAMAGED");
      expect(await outcome(ofUnknownLength(flac).slice(0, 8_000))).to.equal("EZKL_AUDIO_TOO_SHORT");
      expect(await outcome(flac.with(4, 0x03))).to.equal("EZKL_AUDIO_DAMAGED");
      expect(await outcome(flac.slice().fill(0x55, 30_000, 30_400))).to.equal("EZKL_AUDIO_DAMAGED");
    });

    it("refuses a FLAC file that says it is too long, before it is unpacked", async () => {
      const claims = await vector("sung.flac");
      claims.set([((claims[21] ?? 0) & 0xf0) | 0x0f], 21);
      expect(await outcome(claims)).to.equal("EZKL_AUDIO_TOO_LONG");
    });

    it("stops unpacking a FLAC file that does not say how long it is", async () => {
      const silence = await vector("silence-301s.flac");
      expect(silence.length).to.be.below(1_000);
      const error = await refusal(silence);
      expect(error?.code).to.equal("EZKL_AUDIO_TOO_LONG");
      expect(error?.what).to.match(/samples$/); // said on the way, not at the end
    });

    it("refuses a FLAC file whose frames are of another sound than its header", async () => {
      const stereo = await vector("sox-24bit-stereo-44k1.flac");
      const mixed = new Uint8Array([...(await vector("sung.flac")).subarray(0, 42), ...stereo.subarray(42)]);
      expect(await outcome(ofUnknownLength(mixed))).to.equal("EZKL_AUDIO_DAMAGED");
    });

    it("refuses a FLAC file with a frame that is whole, but nonsense", async () => {
      const silence = await vector("silence-301s.flac");
      const [frame, subframe, footer] = [86, 94, 97];
      expect([...silence.subarray(frame, frame + 2)]).to.deep.equal([0xff, 0xf8]);
      const nonsense = silence.with(subframe, 0x04); // a type that is reserved
      const crc = crc16(nonsense.subarray(frame, footer));
      nonsense.set([crc >> 8, crc & 0xff], footer);
      const complaints: unknown[] = [];
      const { error: print } = console;
      console.error = (text: unknown) => complaints.push(text); // the library says it there too
      try {
        expect(await outcome(nonsense)).to.equal("EZKL_AUDIO_DAMAGED");
      } finally {
        console.error = print;
      }
      expect(complaints).not.to.be.empty;
    });

    it("stops looking for frames where there are none", async () => {
      const endless = new Uint8Array(2 * 1024 * 1024);
      endless.set(ofUnknownLength((await vector("sung.flac")).slice(0, 42)));
      endless.set([0x80], 4);
      const error = await refusal(endless);
      expect(error?.code).to.equal("EZKL_AUDIO_DAMAGED");
      expect(error?.what).to.match(/a long way$/);
    });

    it("ends with a code of its own whatever the bytes are", async () => {
      const flac = (await vector("sox-24bit-stereo-44k1.flac")).slice(0, 8_000);
      const edits = fc.array(fc.tuple(fc.nat(7_999), fc.nat(255)), { minLength: 1, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(wav.slice(0, 8_000), flac), edits, async (file, changes) => {
          const changed = file.slice();
          // Half of the edits go where headers are.
          changes.forEach(([at, value], i) => (changed[i % 2 === 0 ? at % 64 : at] = value));
          expect(await outcome(changed)).to.match(/^(decoded|EZKL_AUDIO_[A-Z_]+)$/);
        }),
        { numRuns: 60 },
      );
    });
  });
});
