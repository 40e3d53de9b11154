import { decodeAudio } from "../../models/singing-judge/audio/decode.ts";
import { featuresOf } from "../../models/singing-judge/audio/features.ts";
import { makeRecording } from "../../models/singing-judge/audio/recording.ts";
import { writeWav } from "../../models/singing-judge/audio/write-wav.ts";
import type { Melody } from "../../models/singing-judge/melody/melody.ts";
import { perform, type PerformOptions } from "../../models/singing-judge/singer/perform.ts";
import { SKILLS, type SkillName } from "../../models/singing-judge/singer/skill.ts";

import { NoTakeError } from "./errors.ts";
import type { ListeningJudge } from "./judge.ts";

/** Takes that are tried unless told. The judge gives one off-key take in seven nothing, so nobody gets near. */
const MOST_TAKES = 40;

/** A take of the synthetic singer, as a sound file, and what the judge gives it. */
export interface Take {
  wav: Uint8Array;
  seconds: number;
  /** Samples a second. */
  rate: number;
  /** Of the singer's random numbers. */
  seed: number;
  /** 1e18 is perfect. */
  score: bigint;
  /** The scores of the takes before it that were not wanted, those of the seeds just below. */
  passedOver: readonly bigint[];
}

export interface TakeOptions extends PerformOptions {
  /** Whether a take of this score will do; any that a contest counts unless told. */
  wanted?: (score: bigint) => boolean;
  /** Takes that are tried. */
  most?: number;
}

/**
 * Lets the synthetic singer sing until the judge gives a take what is wanted: first with this seed, then with the next
 * ones. A poor singer's take can be worth nothing on some melodies, and a contest counts none of 0. The file itself is
 * judged, by the circuit, so `contest sing` will find the same score in it.
 * @throws NoTakeError
 */
export async function firstTake(
  judge: Pick<ListeningJudge, "score">,
  melody: Melody,
  skill: SkillName,
  first: number,
  { wanted = (score) => score > 0n, most = MOST_TAKES, ...options }: TakeOptions = {},
): Promise<Take> {
  const passedOver: bigint[] = [];
  for (let seed = first; seed < first + most; seed++) {
    const { samples, rate } = perform(melody, SKILLS[skill], seed, options).audio;
    const wav = writeWav(samples, rate);
    const recording = await makeRecording(await decodeAudio(wav), melody);
    const score = await judge.score(featuresOf(recording, melody), melody);
    if (wanted(score)) return { wav, seconds: samples.length / rate, rate, seed, score, passedOver };
    passedOver.push(score);
  }
  throw new NoTakeError(skill, first, most);
}
