import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { makeRecording, recordingHash } from "../../../models/singing-judge/audio/recording.ts";
import { decodeAudio } from "../../../models/singing-judge/audio/decode.ts";
import type { Melody } from "../../../models/singing-judge/melody/melody.ts";
import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { withJudge } from "../../../tasks/singing-contest/judge.ts";
import { firstTake, type TakeOptions } from "../../../tasks/singing-contest/take.ts";

/** A file in which the synthetic singer sings a melody. */
export interface Sung {
  readonly path: string;
  /** As Node cuts and hashes it. */
  readonly hash: string;
}

/** Well above a half: stories ask for that. */
const WELL = 7n * 10n ** 17n;

/** A good take, whatever the melody is. */
export async function singInto(
  workspace: Workspace,
  melody: Melody,
  options: Pick<TakeOptions, "lead"> = {},
): Promise<Sung> {
  const wanted = (score: bigint): boolean => score >= WELL;
  const { wav } = await withJudge(workspace, async (judge) =>
    firstTake(judge, melody, "good", 3, { ...options, wanted }),
  );
  const path = join(await mkdtemp(join(tmpdir(), "hardhat-ezkl-sung-")), "take.wav");
  await writeFile(path, wav);
  return { path, hash: recordingHash(await makeRecording(await decodeAudio(wav), melody)) };
}
