import type { Random } from "./random.ts";

/** A point of the finger in millimetres from the middle of its pad: x to the right, y towards the tip. */
export interface Point {
  x: number;
  y: number;
}

export type PatternClass = "left-loop" | "right-loop" | "whorl" | "arch" | "tented-arch";

/** What the ridge flow turns round. A plain arch has neither cores nor deltas. */
export interface Pattern {
  kind: PatternClass;
  cores: readonly Point[];
  deltas: readonly Point[];
}

/** Natural shares of the five classes: Wilson, Candela, Watson, "Neural network fingerprint classification", 1994. */
const SHARES: readonly (readonly [PatternClass, number])[] = [
  ["left-loop", 0.338],
  ["right-loop", 0.317],
  ["whorl", 0.279],
  ["arch", 0.037],
  ["tented-arch", 0.029],
];

/** Draws a class by its natural share, and the places of its singular points. */
export function randomPattern(random: Random): Pattern {
  const kind = randomClass(random);
  const core = { x: random.normalWithin(0.4, 1), y: 0.6 + random.normalWithin(0.5, 1) };
  const delta = (side: -1 | 1): Point => ({ x: side * random.uniform(4.5, 9), y: -random.uniform(5, 9.5) });
  switch (kind) {
    case "left-loop":
      return { kind, cores: [core], deltas: [delta(1)] };
    case "right-loop":
      return { kind, cores: [core], deltas: [delta(-1)] };
    case "whorl": {
      // From nearly concentric to a double loop.
      const apart = random.uniform(1, 4.5);
      const upper = { x: core.x, y: core.y + 0.3 * apart };
      const lower = { x: core.x + random.normalWithin(0.5, 1.5), y: core.y - 0.7 * apart };
      return { kind, cores: [upper, lower], deltas: [delta(-1), delta(1)] };
    }
    case "tented-arch":
      return {
        kind,
        cores: [core],
        deltas: [{ x: core.x + random.normalWithin(0.3, 0.8), y: core.y - random.uniform(2.5, 5) }],
      };
    case "arch":
      return { kind, cores: [], deltas: [] };
  }
}

function randomClass(random: Random): PatternClass {
  let left = random.uniform(0, 1);
  for (const [kind, share] of SHARES) {
    left -= share;
    if (left < 0) return kind;
  }
  return "arch";
}
