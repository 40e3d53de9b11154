import { fitKey } from "../../../../models/singing-judge/audio/fit.ts";
import {
  HOP_SAMPLES,
  HOP_SECONDS,
  MELODY_HOPS,
  RATE,
} from "../../../../models/singing-judge/audio/format.ts";
import { pitchTrack } from "../../../../models/singing-judge/audio/pitch-track.ts";
import { resample } from "../../../../models/singing-judge/audio/resample.ts";
import type { Melody } from "../../../../models/singing-judge/melody/melody.ts";

import type { Live } from "./messages.ts";

/** Seconds around what is new: the tracker compares with the surroundings. */
const AROUND = 0.3;

/** Follows a voice while it sings, by the tracker that hears the take afterwards, on a window of the last moments. */
export class LiveEar {
  readonly #rate: number;
  readonly #melody: Melody;
  readonly #pitch: Float64Array;
  readonly #leadHops: number;
  #tail = new Float32Array(0);
  /** Samples at the microphone's rate that came before `#tail`. */
  #before = 0;

  /** @param lead seconds before the tune */
  constructor(rate: number, melody: Melody, lead: number) {
    this.#rate = rate;
    this.#melody = melody;
    this.#leadHops = Math.round(lead / HOP_SECONDS);
    this.#pitch = new Float64Array(this.#leadHops + MELODY_HOPS).fill(NaN);
  }

  async hear(samples: Float32Array): Promise<Live> {
    const rate = this.#rate;
    const window = new Float32Array(this.#tail.length + samples.length);
    window.set(this.#tail);
    window.set(samples, this.#tail.length);
    const track = pitchTrack(await resample({ samples: window, rate }));
    const first = Math.round(((this.#before / rate) * RATE) / HOP_SAMPLES);
    track.pitch.forEach((semitones, hop) => {
      if (first + hop < this.#pitch.length) this.#pitch[first + hop] = semitones;
    });
    const kept = Math.min(window.length, Math.round(AROUND * rate));
    this.#tail = window.slice(window.length - kept);
    this.#before += window.length - kept;
    const sung = this.#pitch.subarray(this.#leadHops);
    const tonic = fitKey(sung, this.#melody)?.tonic ?? 0;
    return { curve: sung.map((semitones) => semitones - tonic), level: track.level.at(-1) ?? 0 };
  }
}
