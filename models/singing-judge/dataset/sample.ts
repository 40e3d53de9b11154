import { featuresOf, type Features } from "../audio/features.ts";
import { makeRecording } from "../audio/recording.ts";
import { melodyFromSeed, type Melody } from "../melody/melody.ts";
import { oddity, ODDITIES, type Oddity } from "../singer/oddities.ts";
import { perform } from "../singer/perform.ts";
import { seededRandom, type Random } from "../singer/random.ts";
import { randomSkill, SKILLS, type SkillName } from "../singer/skill.ts";
import { trueScore } from "../singer/true-score.ts";

/** What a sample is of; its number in the data is its place here. */
export const KINDS = [
  "anybody",
  ...(Object.keys(SKILLS) as SkillName[]),
  "other-melody",
  ...ODDITIES,
] as const;
export type Kind = (typeof KINDS)[number];

/** Out of a thousand samples, how many are of each kind but `anybody`, which has the rest. */
const SHARES: Readonly<Record<Exclude<Kind, "anybody">, number>> = {
  good: 12,
  middling: 12,
  "off-key": 12,
  "other-melody": 25,
  silence: 3,
  "white-noise": 4,
  "pink-noise": 4,
  hum: 5,
  babble: 12,
  sine: 4,
};

/** Rates of the files that are synthesised; low ones are quicker to make, and sound the same at 8 kHz. */
const RATES: [number, ...number[]] = [16_000, 16_000, 16_000, 22_050, 24_000, 44_100, 48_000];

/** One labelled example. */
export interface Sample {
  kind: Kind;
  melody: Melody;
  features: Features;
  score: number;
}

/** The example of this number in the data of a seed: it depends on nothing else. */
export async function makeSample(seed: number, index: number): Promise<Sample> {
  const random = seededRandom(seed * 2 ** 32 + index);
  const kind = randomKind(random);
  const melody = randomMelody(random);
  const rate = random.pick(RATES);
  const voiceSeed = Math.floor(random.uniform(0, 2 ** 32));
  const { audio, track } = isOddity(kind)
    ? oddity(kind, melody, voiceSeed, rate)
    : perform(
        kind === "other-melody" ? randomMelody(random) : melody,
        kind === "anybody" ? randomSkill(random) : SKILLS[kind === "other-melody" ? "good" : kind],
        voiceSeed,
        { rate },
      );
  const features = featuresOf(await makeRecording(audio, melody), melody);
  return { kind, melody, features, score: trueScore(track.pitch, melody) };
}

export function randomMelody(random: Random): Melody {
  let seed = 0n;
  for (let i = 0; i < 8; i++) seed = (seed << 32n) | BigInt(Math.floor(random.uniform(0, 2 ** 32)));
  return melodyFromSeed(seed);
}

function randomKind(random: Random): Kind {
  let at = random.uniform(0, 1000);
  for (const [kind, share] of Object.entries(SHARES) as [keyof typeof SHARES, number][]) {
    if (at < share) return kind;
    at -= share;
  }
  return "anybody";
}

function isOddity(kind: Kind): kind is Oddity {
  return (ODDITIES as readonly string[]).includes(kind);
}
