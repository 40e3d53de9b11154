import type { Random } from "./random.ts";

/** The instrument that somebody sings with. */
export interface Voice {
  name: VoiceName;
  /** Frequency of the tonic, hertz; the melody reaches an octave above. */
  tonic: number;
  /** Frequencies of formants relative to an average man's. */
  size: number;
  /** Part of noise in the source, 0 to 1. */
  breath: number;
  /** Fall of the source's harmonics: the n-th has n to the power of minus this. */
  tilt: number;
}

export type VoiceName = "bass" | "baritone" | "tenor" | "alto" | "soprano";

/** Lowest and highest tonic in hertz, and the size of the vocal tract. */
const VOICES: Readonly<Record<VoiceName, { low: number; high: number; size: number }>> = {
  bass: { low: 78, high: 115, size: 0.94 },
  baritone: { low: 98, high: 160, size: 0.98 },
  tenor: { low: 125, high: 215, size: 1.03 },
  alto: { low: 165, high: 300, size: 1.13 },
  soprano: { low: 230, high: 450, size: 1.2 },
};

export const VOICE_NAMES = Object.keys(VOICES) as [VoiceName, ...VoiceName[]];

/** A singer's voice in some key that suits it. */
export function randomVoice(random: Random, name: VoiceName = random.pick(VOICE_NAMES)): Voice {
  const { low, high, size } = VOICES[name];
  return {
    name,
    tonic: low * (high / low) ** random.uniform(),
    size: size * random.uniform(0.95, 1.05),
    breath: random.uniform(0.01, 0.12),
    tilt: random.uniform(0.9, 1.7),
  };
}
