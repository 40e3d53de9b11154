import { decodeAudio } from "../../../../models/singing-judge/audio/decode.ts";
import { featuresOf } from "../../../../models/singing-judge/audio/features.ts";
import { fitKey } from "../../../../models/singing-judge/audio/fit.ts";
import { pitchTrack } from "../../../../models/singing-judge/audio/pitch-track.ts";
import {
  makeRecording,
  recordingFromBytes,
  recordingHash,
  type Recording,
} from "../../../../models/singing-judge/audio/recording.ts";
import type { Melody } from "../../../../models/singing-judge/melody/melody.ts";

import type { Heard, Sound } from "./messages.ts";

/** The take of a sound and what the judge hears in it: the very path that the tasks take. */
export async function listen(sound: Sound, melody: Melody): Promise<Heard> {
  const recording = await recordingOf(sound, melody);
  const { pitch } = pitchTrack(Float32Array.from(recording, (sample) => sample / 32_768));
  const tonic = fitKey(pitch, melody)?.tonic ?? 0;
  return {
    recording,
    hash: recordingHash(recording),
    features: featuresOf(recording, melody),
    curve: pitch.map((semitones) => semitones - tonic),
  };
}

async function recordingOf(sound: Sound, melody: Melody): Promise<Recording> {
  if (sound.of === "recording") return recordingFromBytes(sound.bytes);
  const audio = sound.of === "file" ? await decodeAudio(sound.bytes, sound.name) : sound.audio;
  return makeRecording(audio, melody);
}
