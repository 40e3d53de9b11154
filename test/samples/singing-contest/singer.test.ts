import { expect } from "chai";

import { melodyFromSeed } from "../../../models/singing-judge/melody/melody.ts";
import { makeSample } from "../../../models/singing-judge/dataset/sample.ts";
import { oddity, ODDITIES } from "../../../models/singing-judge/singer/oddities.ts";
import { perform } from "../../../models/singing-judge/singer/perform.ts";
import { seededRandom } from "../../../models/singing-judge/singer/random.ts";
import { SKILLS } from "../../../models/singing-judge/singer/skill.ts";
import { randomVoice, VOICE_NAMES } from "../../../models/singing-judge/singer/voice.ts";
import { differenceOf } from "../../helpers/difference.ts";
import { expectNear } from "../../helpers/near.ts";

const MELODY = melodyFromSeed(31415926535897932384626n);
const OPTIONS = { rate: 16_000 };

describe("random numbers", () => {
  it("are those of their seed", () => {
    const numbers = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 5 }, () => random.uniform());
    };
    expect(numbers(1)).to.deep.equal(numbers(1));
    expect(numbers(1)).not.to.deep.equal(numbers(2));
    expect(numbers(1)).not.to.deep.equal(numbers(1 + 2 ** 32));
  });

  it("are uniform and normal", () => {
    const random = seededRandom(7);
    const mean = (draw: () => number) =>
      Array.from({ length: 20_000 }, draw).reduce((a, b) => a + b) / 20_000;
    expectNear(
      mean(() => random.uniform(2, 4)),
      3,
      0.02,
    );
    expectNear(
      mean(() => random.normal(3)),
      0,
      0.08,
    );
    expectNear(
      mean(() => random.normal(3) ** 2),
      9,
      0.4,
    );
    expectNear(
      mean(() => (random.chance(0.2) ? 1 : 0)),
      0.2,
      0.02,
    );
  });
});

describe("synthetic singer", () => {
  it("sings the same for the same seed, and otherwise for another", () => {
    const once = perform(MELODY, SKILLS.good, 5, OPTIONS);
    const again = perform(MELODY, SKILLS.good, 5, OPTIONS);
    expect(differenceOf(again.audio.samples, once.audio.samples)).to.equal(undefined);
    for (const key of ["pitch", "level"] as const)
      expect(differenceOf(again.track[key], once.track[key]), key).to.equal(undefined);
    const other = perform(MELODY, SKILLS.good, 6, OPTIONS);
    expect(differenceOf(other.audio.samples, once.audio.samples)).not.to.equal(undefined);
  });

  it("writes sound within full scale, as long as its track", () => {
    for (const name of VOICE_NAMES) {
      const { audio, track } = perform(MELODY, SKILLS["off-key"], 3, {
        ...OPTIONS,
        voice: randomVoice(seededRandom(1), name),
      });
      expectNear(audio.samples.length / audio.rate, track.pitch.length / 100, 0.01);
      expect(audio.samples.every((sample) => Math.abs(sample) <= 1)).to.equal(true);
      expect(audio.samples.some((sample) => Math.abs(sample) > 0.1)).to.equal(true);
    }
  });

  it("has a voice where its track says so", () => {
    const { track } = perform(MELODY, SKILLS.good, 5, OPTIONS);
    track.pitch.forEach((pitch, hop) => {
      if (Number.isNaN(pitch)) expect(track.level[hop]).to.equal(0);
      else expect(track.level[hop]).to.be.above(0);
    });
  });
});

describe("sounds that nobody sings", () => {
  for (const kind of ODDITIES) {
    it(`${kind} is within full scale and the same for its seed`, () => {
      const { audio } = oddity(kind, MELODY, 9, 16_000);
      expect(audio.samples.every((sample) => Math.abs(sample) <= 1)).to.equal(true);
      expect(audio.samples.some((sample) => sample !== 0)).to.equal(kind !== "silence");
      const again = oddity(kind, MELODY, 9, 16_000).audio;
      expect(differenceOf(again.samples, audio.samples)).to.equal(undefined);
    });
  }
});

describe("training data", () => {
  it("of one number is the same whatever was made before", async () => {
    await makeSample(1, 0);
    const later = await makeSample(1, 3);
    expect(await makeSample(1, 3)).to.deep.equal(later);
    expect(await makeSample(2, 3)).not.to.deep.equal(later);
  });
});
