import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { makeRecording, recordingHash } from "../../../models/singing-judge/audio/recording.ts";
import { decodeAudio } from "../../../models/singing-judge/audio/decode.ts";
import { writeWav } from "../../../models/singing-judge/audio/write-wav.ts";
import type { Melody } from "../../../models/singing-judge/melody/melody.ts";
import { perform } from "../../../models/singing-judge/singer/perform.ts";
import { SKILLS, type SkillName } from "../../../models/singing-judge/singer/skill.ts";

/** A file in which the synthetic singer sings a melody. */
export interface Sung {
  readonly path: string;
  /** As Node cuts and hashes it. */
  readonly hash: string;
}

export async function singInto(melody: Melody, skill: SkillName, lead?: number): Promise<Sung> {
  const { audio } = perform(melody, SKILLS[skill], 3, lead === undefined ? {} : { lead });
  const bytes = writeWav(audio.samples, audio.rate);
  const path = join(await mkdtemp(join(tmpdir(), "hardhat-ezkl-sung-")), "take.wav");
  await writeFile(path, bytes);
  return { path, hash: recordingHash(await makeRecording(await decodeAudio(bytes), melody)) };
}
