/** What a voice does, every 10 ms: the truth that a judge of sounds can only estimate. */
export interface ControlTrack {
  /** Semitones above the tonic that was meant; NaN where there is no voice. */
  pitch: Float64Array;
  /** Loudness of the voice, 0 to 1. */
  level: Float64Array;
}

/** Hops of a control track in a second. */
export const HOPS_PER_SECOND = 100;

/** A track in which nobody sings. */
export function silentTrack(hops: number): ControlTrack {
  return { pitch: new Float64Array(hops).fill(NaN), level: new Float64Array(hops) };
}
