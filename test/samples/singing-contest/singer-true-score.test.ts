import { expect } from "chai";

import { melodyFromSeed, SLOT_SECONDS, type Melody } from "../../../models/singing-judge/melody/melody.ts";
import { randomMelody } from "../../../models/singing-judge/dataset/sample.ts";
import { intend } from "../../../models/singing-judge/singer/intend.ts";
import { oddity } from "../../../models/singing-judge/singer/oddities.ts";
import { seededRandom } from "../../../models/singing-judge/singer/random.ts";
import { randomSkill, skill, SKILLS, type Skill } from "../../../models/singing-judge/singer/skill.ts";
import { trueScore } from "../../../models/singing-judge/singer/true-score.ts";
import { voiceTrack } from "../../../models/singing-judge/singer/voice-track.ts";
import { expectNear } from "../../helpers/near.ts";

const MELODIES = [1, 2, 3, 4].map((seed) => randomMelody(seededRandom(seed)));

/** Mean over melodies and seeds. */
function scoreOf(singer: Skill, seeds = 4): number {
  let sum = 0;
  for (const melody of MELODIES) for (let seed = 0; seed < seeds; seed++) sum += one(melody, singer, seed);
  return sum / MELODIES.length / seeds;
}

function one(melody: Melody, singer: Skill, seed: number): number {
  const random = seededRandom(seed);
  return trueScore(voiceTrack(intend(melody, singer, random, 0.4), singer, random, 760).pitch, melody);
}

/** Exactly the melody, every 10 ms, each pitch changed by `change`. */
function track(
  melody: Melody,
  change: (semitone: number, hop: number) => number = (semitone) => semitone,
): Float64Array {
  const perSlot = SLOT_SECONDS * 100;
  return Float64Array.from({ length: melody.length * perSlot }, (_, hop) =>
    change(melody[Math.floor(hop / perSlot)] ?? NaN, hop),
  );
}

describe("true score", () => {
  const melody = melodyFromSeed(123456789n);

  it("is 1 for the melody itself, in any key, and 0 for nothing", () => {
    expect(trueScore(track(melody), melody)).to.equal(1);
    const lower = track(melody, (semitone) => semitone - 7.3);
    expectNear(trueScore(lower, melody), 1, 1e-9);
    expect(
      trueScore(
        track(melody, () => NaN),
        melody,
      ),
    ).to.equal(0);
    expect(trueScore(new Float64Array(0), melody)).to.equal(0);
  });

  it("orders good, middling, off-key and silence", () => {
    const [perfect, good, middling, offKey] = [skill(), SKILLS.good, SKILLS.middling, SKILLS["off-key"]].map(
      (s) => scoreOf(s),
    ) as [number, number, number, number];
    expect(perfect).to.be.above(0.97);
    expect(good).to.be.within(0.93, perfect);
    expect(middling).to.be.within(0.5, 0.85);
    expect(offKey).to.be.within(0.02, 0.4);
    expect(trueScore(oddity("silence", melody, 1, 8_000).track.pitch, melody)).to.equal(0);
    expect(trueScore(oddity("sine", melody, 1, 8_000).track.pitch, melody)).to.be.above(0.99);
  });

  it("falls with every weakness", () => {
    const weaknesses: Partial<Record<keyof Skill, [number, number]>> = {
      mistuning: [50, 150],
      stretch: [0.93, 0.8],
      drift: [120, 300],
      wrongNotes: [0.2, 0.6],
      missedNotes: [0.2, 0.6],
      hurry: [0.06, 0.16],
      rush: [0.04, 0.1],
      glide: [0.16, 0.3],
      scoop: [2, 5],
      vibrato: [120, 220],
      wobble: [70, 160],
      gaps: [0.25, 0.5],
    };
    for (const [name, [some, much]] of Object.entries(weaknesses)) {
      // Only a note after a pause is scooped up to.
      const others = name === "scoop" ? { gaps: 0.2 } : {};
      const little = scoreOf(skill(others), 2);
      const more = scoreOf(skill({ ...others, [name]: some }), 2);
      const most = scoreOf(skill({ ...others, [name]: much }), 2);
      expect(more, `some ${name}`).to.be.below(little);
      expect(most, `much ${name}`).to.be.below(more - 0.005);
    }
  });

  it("does not punish normal vibrato, nor an interval within 25 cents", () => {
    const vibrato = track(
      melody,
      (semitone, hop) => semitone + 0.55 * Math.sin((2 * Math.PI * 5.5 * hop) / 100),
    );
    expect(trueScore(vibrato, melody)).to.be.above(0.97);
    expect(
      trueScore(
        track(melody, (semitone) => semitone * 1.015),
        melody,
      ),
    ).to.be.above(0.99);
  });

  it("gives a single held note little", () => {
    const scores = Array.from({ length: 40 }, (_, seed) => {
      const each = randomMelody(seededRandom(seed));
      return trueScore(
        track(each, () => 4),
        each,
      );
    });
    expect(scores.reduce((sum, score) => sum + score) / scores.length).to.be.below(0.15);
    expect(Math.max(...scores)).to.be.below(0.5);
  });

  it("spreads over the whole range among random singers", () => {
    const tenths = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 250; seed++) {
      const score = one(MELODIES[seed % MELODIES.length] ?? [], randomSkill(seededRandom(seed + 1000)), seed);
      const tenth = Math.min(9, Math.floor(score * 10));
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(count).to.be.within(6, 80);
  });
});
