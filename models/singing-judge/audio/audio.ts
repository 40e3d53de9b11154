/** Mono sound. */
export interface Audio {
  /** Full scale is -1 to 1; files of floats may go beyond it. */
  samples: Float32Array;
  /** Samples a second. */
  rate: number;
}
