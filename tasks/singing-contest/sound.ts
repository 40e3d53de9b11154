import { stat } from "node:fs/promises";

import type { Audio } from "../../models/singing-judge/audio/audio.ts";
import { decodeAudio } from "../../models/singing-judge/audio/decode.ts";
import { AudioTooLongError } from "../../models/singing-judge/audio/errors.ts";
import { MAX_FILE_BYTES } from "../../models/singing-judge/audio/limits.ts";
import { recordingFromBytes, type Recording } from "../../models/singing-judge/audio/recording.ts";
import { readRequired } from "../../src/pipeline/files.ts";

/** Reads a WAV or FLAC file. @throws FileMissingError and the errors of `decodeAudio` */
export async function readSound(path: string): Promise<Audio> {
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  if (bytes > MAX_FILE_BYTES) throw new AudioTooLongError(path, `${bytes} bytes, at most ${MAX_FILE_BYTES}`);
  return decodeAudio(await readRequired(path, "the sound file"), path);
}

/** Reads a canonical recording. @throws FileMissingError, RecordingLengthError */
export async function readRecording(path: string): Promise<Recording> {
  return recordingFromBytes(await readRequired(path, "the recording"), path);
}

/** Where the recording of a proof lies: `proof.json` has `proof.recording.pcm` beside it. */
export function recordingBeside(proof: string): string {
  return `${proof.replace(/\.json$/i, "")}.recording.pcm`;
}
