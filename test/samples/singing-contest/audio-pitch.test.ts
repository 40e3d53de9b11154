import { expect } from "chai";

import { pitchTrack } from "../../../models/singing-judge/audio/pitch-track.ts";
import { resample } from "../../../models/singing-judge/audio/resample.ts";
import { repairOctaves } from "../../../models/singing-judge/audio/repair-octaves.ts";
import { melodyFromSeed } from "../../../models/singing-judge/melody/melody.ts";
import { perform } from "../../../models/singing-judge/singer/perform.ts";
import { seededRandom } from "../../../models/singing-judge/singer/random.ts";
import { SKILLS } from "../../../models/singing-judge/singer/skill.ts";
import { randomVoice, VOICE_NAMES } from "../../../models/singing-judge/singer/voice.ts";

describe("pitch track", () => {
  for (const name of VOICE_NAMES) {
    it(`is within cents of what a ${name} really sings`, async () => {
      const errors: number[] = [];
      let missed = 0;
      for (const seed of [1, 2, 3]) {
        const voice = randomVoice(seededRandom(seed), name);
        const { audio, track } = perform(melodyFromSeed(BigInt(seed) ** 99n), SKILLS.good, seed, {
          rate: 16_000,
          voice,
        });
        const { pitch } = pitchTrack(await resample(audio));
        track.pitch.forEach((truth, hop) => {
          const around = track.pitch.subarray(Math.max(0, hop - 3), hop + 4);
          // A window of 64 ms says little of a glide or an edge.
          if (!(Math.max(...around) - Math.min(...around) < 0.5)) return;
          const heard = (pitch[hop] ?? NaN) + 12 * Math.log2(55 / voice.tonic);
          if (Number.isNaN(heard)) missed += 1;
          else errors.push(100 * Math.abs(heard - truth));
        });
      }
      errors.sort((a, b) => a - b);
      expect(errors).to.have.length.above(900);
      expect(missed / errors.length, "missed").to.be.below(0.03);
      expect(errors[Math.floor(errors.length / 2)], "middle error").to.be.below(6);
      expect(errors[Math.floor(errors.length * 0.95)], "error of nineteen in twenty").to.be.below(15);
      expect(errors.filter((cents) => cents > 600).length / errors.length, "octaves").to.be.below(0.01);
    });
  }

  /** A tone of 220 Hz at 8 kHz, changed by `change`. */
  const tone = (
    seconds: number,
    change: (second: number) => { gain?: number; hertz?: number },
  ): Float32Array => {
    let phase = 0;
    return Float32Array.from({ length: 8_000 * seconds }, (_, i) => {
      const { gain = 0.5, hertz = 220 } = change(i / 8_000);
      phase += hertz / 8_000;
      return gain * (Math.sin(2 * Math.PI * phase) + 0.4 * Math.sin(4 * Math.PI * phase));
    });
  };
  const voiced = (pitch: Float64Array): number => pitch.filter((value) => !Number.isNaN(value)).length;

  it("does not hear what is far quieter than the rest", () => {
    const { pitch } = pitchTrack(tone(2, (second) => ({ gain: second < 1 ? 0.5 : 0.005 })));
    expect(voiced(pitch.subarray(0, 95))).to.be.above(90);
    expect(voiced(pitch.subarray(105))).to.equal(0);
  });

  it("does not hear a pitch that noise nearly drowns", () => {
    const random = seededRandom(4);
    const drowned = (noise: number) =>
      tone(2, () => ({})).map((sample) => sample + random.uniform(-noise, noise));
    expect(voiced(pitchTrack(drowned(0.2)).pitch)).to.be.above(190);
    expect(voiced(pitchTrack(drowned(0.8)).pitch)).to.be.below(40);
  });

  it("does not leap an octave for a moment", () => {
    const { pitch } = pitchTrack(tone(1, (second) => ({ hertz: second > 0.5 && second < 0.6 ? 440 : 220 })));
    const octave = pitch.filter((value) => Math.abs(value - 36) < 1);
    expect(octave).to.have.length(0);
    expect(pitch.filter((value) => Math.abs(value - 24) < 1)).to.have.length.above(85);
  });

  it("brings single hops back into their octave, and leaves leaps alone", () => {
    const steady = new Float64Array(60).fill(20);
    const leap = steady.map((pitch, hop) => (hop < 30 ? pitch : pitch + 12));
    const flawed = leap.with(5, 32).with(6, 32).with(52, 20);
    repairOctaves(flawed, 20);
    expect([...flawed]).to.deep.equal([...leap]);
  });
});
