import { expect } from "chai";

import { decodeAudio } from "../../../models/singing-judge/audio/decode.ts";
import { featuresOf } from "../../../models/singing-judge/audio/features.ts";
import { FRAMES } from "../../../models/singing-judge/audio/format.ts";
import { makeRecording } from "../../../models/singing-judge/audio/recording.ts";
import { COUNT_IN, GUIDE_RATE, guideWav } from "../../../models/singing-judge/melody/guide.ts";
import { melodyFromSeed, SLOT_SECONDS } from "../../../models/singing-judge/melody/melody.ts";
import { expectNear } from "../../helpers/near.ts";

describe("guide to a melody", () => {
  const melody = melodyFromSeed(0xabcdef0123456789n);

  it("plays the melody: its features are the melody", async () => {
    for (const tonic of [45, 60, 67]) {
      const guide = await decodeAudio(guideWav(melody, tonic));
      const { pitch, energy } = featuresOf(await makeRecording(guide, melody), melody);
      const perSlot = FRAMES / melody.length;
      const away = Array.from(pitch, (value, frame) =>
        Math.abs(value - (melody[Math.floor(frame / perSlot)] ?? NaN)),
      );
      expect(away.filter((semitones) => semitones < 0.1)).to.have.length.above(0.9 * FRAMES);
      expect(energy.filter((value) => value > 0)).to.have.length.above(0.95 * FRAMES);
    }
  });

  it("counts in, and has no clicks between notes", async () => {
    const { samples, rate } = await decodeAudio(guideWav(melody, 60));
    expect(rate).to.equal(GUIDE_RATE);
    expectNear(samples.length / rate, (COUNT_IN + melody.length) * SLOT_SECONDS + 0.4, 0.01);
    const tune = samples.subarray(Math.round(COUNT_IN * SLOT_SECONDS * rate));
    const leap = tune
      .slice(1)
      .reduce((most, sample, i) => Math.max(most, Math.abs(sample - (tune[i] ?? 0))), 0);
    expect(leap).to.be.below(0.2);
    expect(tune.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).to.be.within(0.3, 0.99);
  });
});
