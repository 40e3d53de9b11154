import { EzklError } from "../../../src/index.ts";

/** The microphone is denied, missing or busy. */
export class MicrophoneError extends EzklError {
  constructor(problem: string, cause?: unknown) {
    super("EZKL_WEB_MICROPHONE", {
      what: `the microphone cannot be used: ${problem}`,
      where: "this page",
      remedy: "allow it in the browser’s site settings, plug one in, or choose a WAV or FLAC file instead",
      cause,
    });
  }
}

/** A recording in which nobody sang. */
export class NoVoiceError extends EzklError {
  constructor() {
    super("EZKL_WEB_NO_VOICE", {
      what: "no singing voice was heard",
      where: "the take",
      remedy: "sing or hum clear notes near the microphone, and try again",
    });
  }
}
