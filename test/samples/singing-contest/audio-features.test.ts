import { readFile } from "node:fs/promises";

import { expect } from "chai";
import wavefile from "wavefile";

import type { Audio } from "../../../models/singing-judge/audio/audio.ts";
import { decodeAudio } from "../../../models/singing-judge/audio/decode.ts";
import { FEATURE_STEP, featuresOf, type Features } from "../../../models/singing-judge/audio/features.ts";
import { FRAMES } from "../../../models/singing-judge/audio/format.ts";
import { makeRecording } from "../../../models/singing-judge/audio/recording.ts";
import { melodyFromSeed, type Melody } from "../../../models/singing-judge/melody/melody.ts";
import { oddity } from "../../../models/singing-judge/singer/oddities.ts";
import { perform } from "../../../models/singing-judge/singer/perform.ts";
import { seededRandom } from "../../../models/singing-judge/singer/random.ts";
import { skill, SKILLS } from "../../../models/singing-judge/singer/skill.ts";
import { randomVoice } from "../../../models/singing-judge/singer/voice.ts";

const MELODY = melodyFromSeed(0x1234567890abcdefn);
const ROOM = { peak: 0.8, quiet: 50, wet: 0.05, decay: 0.3 };
const VOICE = randomVoice(seededRandom(3), "tenor");

const sing = (rate = 16_000, voice = VOICE, singer = SKILLS.good): Audio =>
  perform(MELODY, singer, 11, { rate, voice, room: ROOM, lead: 0.5 }).audio;

const SUNG = sing();

const hear = async (audio: Audio, melody: Melody = MELODY): Promise<Features> =>
  featuresOf(await makeRecording(audio, melody), melody);

/** Middle and nearly largest differences of pitch (semitones) and of energy between two sets of features. */
function distance(one: Features, other: Features) {
  const sorted = (key: keyof Features) => one[key].map((v, i) => Math.abs(v - (other[key][i] ?? NaN))).sort();
  const [pitch, energy] = [sorted("pitch"), sorted("energy")];
  const at = (values: Float64Array, part: number) => values[Math.floor(part * (FRAMES - 1))] ?? NaN;
  return {
    pitch: at(pitch, 0.5),
    pitchMost: at(pitch, 0.9),
    energy: at(energy, 0.5),
    energyMost: at(energy, 0.9),
  };
}

function expectAlike(one: Features, other: Features, pitch: number, energy: number): void {
  const { pitchMost, energyMost } = distance(one, other);
  expect(pitchMost, "pitch").to.be.at.most(pitch);
  expect(energyMost, "energy").to.be.at.most(energy);
}

describe("features of a recording", () => {
  let reference: Features;
  before(async () => {
    reference = await hear(SUNG);
  });

  it("follow the melody that is sung, in multiples of a 128th", () => {
    expect(reference.pitch).to.have.length(FRAMES);
    const perSlot = FRAMES / MELODY.length;
    const near = reference.pitch.filter(
      (p, i) => Math.abs(p - (MELODY[Math.floor(i / perSlot)] ?? NaN)) < 0.5,
    );
    expect(near).to.have.length.above(0.9 * FRAMES);
    for (const value of [...reference.pitch, ...reference.energy]) {
      expect(Number.isInteger(value / FEATURE_STEP)).to.equal(true);
    }
    expect(reference.energy.every((value) => value >= 0 && value <= 1)).to.equal(true);
    expect(reference.energy.reduce((sum, value) => sum + value) / FRAMES).to.be.above(0.4);
  });

  it("are the same for the same recording", async () => {
    const recording = await makeRecording(SUNG, MELODY);
    expect(featuresOf(recording, MELODY)).to.deep.equal(featuresOf(recording.slice(), MELODY));
  });

  for (const [depth, pitch, energy] of [
    ["8", 0.06, 0.06],
    ["16", 0.02, 0.02],
    ["24", 0, 0],
    ["32", 0, 0],
  ] as const) {
    it(`are alike from a WAV file of ${depth} bits`, async () => {
      const wav = new wavefile.WaveFile();
      const { samples, rate } = SUNG;
      wav.fromScratch(1, rate, "32f", samples);
      wav.toBitDepth(depth);
      expectAlike(await hear(await decodeAudio(wav.toBuffer())), reference, pitch, energy);
    });
  }

  it("are alike from stereo", async () => {
    const { samples, rate } = SUNG;
    const wav = new wavefile.WaveFile();
    wav.fromScratch(2, rate, "32f", [samples, samples]);
    expectAlike(await hear(await decodeAudio(wav.toBuffer())), reference, 0, 0);
  });

  it("are alike from a FLAC file and from the sound that it was made of", async () => {
    const melody = melodyFromSeed(2024n);
    const file = new Uint8Array(
      await readFile(new URL("../../vectors/singing-judge/audio/sung.flac", import.meta.url)),
    );
    const room = { peak: 0.5, quiet: 60, wet: 0, decay: 0.3 };
    const { audio } = perform(melody, SKILLS.good, 7, { rate: 11_025, room, lead: 0.3 });
    expectAlike(await hear(await decodeAudio(file), melody), await hear(audio, melody), 0.01, 0.01);
  });

  for (const rate of [22_050, 44_100, 48_000, 96_000]) {
    it(`are alike from ${rate} samples a second`, async () => {
      // The very same sound, its samples joined by straight lines.
      const { samples } = SUNG;
      const other = Float32Array.from(
        { length: Math.floor(((samples.length - 1) * rate) / SUNG.rate) },
        (_, i) => {
          const at = (i * SUNG.rate) / rate;
          const before = samples[Math.floor(at)] ?? 0;
          return before + ((samples[Math.floor(at) + 1] ?? 0) - before) * (at % 1);
        },
      );
      expectAlike(await hear({ samples: other, rate }), reference, 0.06, 0.06);
    });
  }

  it("are left alone by gain, and by silence before", async () => {
    const { samples, rate } = SUNG;
    const quieter = samples.map((sample) => sample * 0.05);
    expectAlike(await hear({ samples: quieter, rate }), reference, 0.01, 0.01);
    const later = new Float32Array(samples.length + 2 * rate);
    later.set(samples, 2 * rate);
    expectAlike(await hear({ samples: later, rate }), reference, 0.02, 0.02);
  });

  it("are left alone by the key", async () => {
    const higher = { ...VOICE, tonic: VOICE.tonic * 2 ** (3.4 / 12) };
    const { pitch, pitchMost } = distance(await hear(sing(16_000, higher)), reference);
    expect(pitch).to.be.below(0.06);
    expect(pitchMost).to.be.below(0.15);
  });

  it("move when notes are wrong", async () => {
    const wrong = await hear(sing(16_000, VOICE, skill({ ...SKILLS.good, wrongNotes: 0.6 })));
    expect(distance(wrong, reference).pitchMost).to.be.above(1);
  });

  it("are nothing for silence, and next to nothing for noise", async () => {
    const silence = await hear(oddity("silence", MELODY, 1, 16_000).audio);
    expect([...silence.pitch, ...silence.energy].every((value) => value === 0)).to.equal(true);
    for (const kind of ["white-noise", "pink-noise"] as const) {
      const { energy } = await hear(oddity(kind, MELODY, 1, 16_000).audio);
      expect(
        energy.filter((value) => value > 0),
        kind,
      ).to.have.length.below(0.15 * FRAMES);
    }
  });

  it("hear a shorter sound as one that stops", async () => {
    const { samples, rate } = SUNG;
    const { energy } = await hear({ samples: samples.slice(0, 3.7 * rate), rate });
    expect(energy.subarray(0, 28).filter((value) => value > 0)).to.have.length.above(22);
    expect(energy.subarray(36).every((value) => value === 0)).to.equal(true);
  });
});
