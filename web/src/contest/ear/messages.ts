import type { Audio } from "../../../../models/singing-judge/audio/audio.ts";
import type { Features } from "../../../../models/singing-judge/audio/features.ts";
import type { Recording } from "../../../../models/singing-judge/audio/recording.ts";
import type { Melody } from "../../../../models/singing-judge/melody/melody.ts";
import type { SentError } from "../../prover/messages.ts";

/** A sound as a file has it, as a microphone gave it, or as it was cut before. */
export type Sound =
  | { readonly of: "file"; readonly bytes: Uint8Array; readonly name: string }
  | { readonly of: "microphone"; readonly audio: Audio }
  | { readonly of: "recording"; readonly bytes: Uint8Array };

/** A take as the judge hears it. */
export interface Heard {
  readonly recording: Recording;
  /** What a submission commits to. */
  readonly hash: string;
  readonly features: Features;
  /** Semitones above the sung tonic every 10 ms, NaN where nothing was sung. */
  readonly curve: Float64Array;
}

/** What is heard while somebody sings. */
export interface Live {
  readonly curve: Float64Array;
  /** Loudness of the last moment, root mean square. */
  readonly level: number;
}

export type ToEar =
  | { readonly ask: "listen"; readonly sound: Sound; readonly melody: Melody }
  | { readonly ask: "begin"; readonly rate: number; readonly melody: Melody; readonly lead: number }
  | { readonly ask: "hear"; readonly samples: Float32Array };

export type FromEar =
  | { readonly answer: "heard"; readonly heard: Heard }
  | { readonly answer: "failed"; readonly error: SentError }
  | { readonly answer: "live"; readonly live: Live };
