import type { Random } from "./random.ts";

/** How well somebody sings; 0 everywhere (and `stretch` 1) is perfect. */
export interface Skill {
  /** Standard deviation of a note's pitch, cents. */
  mistuning: number;
  /** Sung size of an interval for each written one. */
  stretch: number;
  /** Cents by which the key has moved at the end. */
  drift: number;
  /** Probability that a note is another one. */
  wrongNotes: number;
  /** Probability that a note is not sung. */
  missedNotes: number;
  /** Standard deviation of an entry, seconds. */
  hurry: number;
  /** Part of the tempo by which it is too fast (below 0: too slow). */
  rush: number;
  /** Seconds that it takes to reach the next note. */
  glide: number;
  /** Semitones below the note at which it is entered. */
  scoop: number;
  /** Extent of the vibrato, cents to each side. */
  vibrato: number;
  /** Standard deviation of slow unsteadiness, cents. */
  wobble: number;
  /** Part of a note that is left out at its end. */
  gaps: number;
}

export const SKILLS = {
  good: skill({ mistuning: 9, hurry: 0.012, glide: 0.05, scoop: 0.2, vibrato: 25, wobble: 6, gaps: 0.04 }),
  middling: skill({
    mistuning: 45,
    stretch: 0.97,
    drift: -40,
    wrongNotes: 0.04,
    hurry: 0.045,
    glide: 0.08,
    scoop: 0.7,
    vibrato: 30,
    wobble: 25,
    gaps: 0.1,
  }),
  "off-key": skill({
    mistuning: 130,
    stretch: 0.8,
    drift: -120,
    wrongNotes: 0.2,
    missedNotes: 0.05,
    hurry: 0.09,
    glide: 0.12,
    scoop: 1.2,
    vibrato: 15,
    wobble: 60,
    gaps: 0.15,
  }),
} as const;

export type SkillName = keyof typeof SKILLS;

/** A perfect singer but for what is given. */
export function skill(weaknesses: Partial<Skill> = {}): Skill {
  return {
    mistuning: 0,
    stretch: 1,
    drift: 0,
    wrongNotes: 0,
    missedNotes: 0,
    hurry: 0,
    rush: 0,
    glide: 0.04,
    scoop: 0,
    vibrato: 0,
    wobble: 0,
    gaps: 0,
    ...weaknesses,
  };
}

/**
 * Anybody, from a fine singer to a hopeless one. Each singer has one level and a different mixture of weaknesses;
 * true scores of many spread over the whole range.
 */
export function randomSkill(random: Random): Skill {
  const level = random.uniform(0.05, 1);
  const weak = (most: number): number => most * level * random.uniform(0, 2) * (random.chance(0.3) ? 0.2 : 1);
  return {
    mistuning: 5 + weak(90),
    stretch: 1 + weak(0.25) * (random.chance(0.7) ? -1 : 1),
    drift: weak(130) * (random.chance(0.7) ? -1 : 1),
    wrongNotes: Math.min(0.9, weak(0.3)),
    missedNotes: Math.min(0.8, weak(0.15)),
    hurry: 0.008 + weak(0.12),
    rush: weak(0.06) * (random.chance(0.5) ? -1 : 1),
    glide: 0.03 + weak(0.08),
    scoop: random.uniform(0, 0.3) + weak(0.7),
    vibrato: random.chance(0.3) ? 0 : random.uniform(5, 45) + weak(50),
    wobble: 4 + weak(60),
    gaps: random.uniform(0, 0.06) + Math.min(0.6, weak(0.15)),
  };
}
