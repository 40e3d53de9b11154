import { EzklError } from "../../../src/errors/base.ts";

/** The bytes begin like no sound file that is read here. */
export class AudioUnknownError extends EzklError {
  constructor(where: string) {
    super("EZKL_AUDIO_UNKNOWN", {
      what: "not a sound file that can be read",
      where,
      remedy: "give a WAV or a FLAC file; any editor or `ffmpeg -i FILE out.wav` makes one",
    });
  }
}

/** A WAV or FLAC file whose contents cannot be read, or not all of them. */
export class AudioDamagedError extends EzklError {
  constructor(where: string, problem: string, cause?: unknown) {
    super("EZKL_AUDIO_DAMAGED", {
      what: `the sound file is damaged: ${problem}`,
      where,
      remedy: "record or export it again; the file may be cut short",
      cause,
    });
  }
}

/** A sound file of a kind that exists but is not read here. */
export class AudioUnsupportedError extends EzklError {
  constructor(where: string, problem: string) {
    super("EZKL_AUDIO_UNSUPPORTED", {
      what: `the sound file cannot be used: ${problem}`,
      where,
      remedy: "export it as 16-bit WAV or FLAC, mono or stereo, 44.1 or 48 kHz",
    });
  }
}

/** Less sound than anybody could sing a melody in. */
export class AudioTooShortError extends EzklError {
  constructor(where: string, seconds: number, least: number) {
    super("EZKL_AUDIO_TOO_SHORT", {
      what: `the sound lasts ${seconds.toFixed(2)} s, at least ${least} s are needed`,
      where,
      remedy: "record the whole melody",
    });
  }
}

/** More sound or more bytes than are worth looking through. */
export class AudioTooLongError extends EzklError {
  constructor(where: string, problem: string) {
    super("EZKL_AUDIO_TOO_LONG", {
      what: `the sound file is too long: ${problem}`,
      where,
      remedy: "cut it to the take that counts; silence around it does no harm",
    });
  }
}

/** Bytes that are no canonical recording. */
export class RecordingLengthError extends EzklError {
  constructor(where: string, bytes: number, expected: number) {
    super("EZKL_AUDIO_RECORDING_LENGTH", {
      what: `a recording has ${expected} bytes, not ${bytes}`,
      where,
      remedy:
        "give the recording that was written when the melody was sung, not the sound file it was cut from",
    });
  }
}
