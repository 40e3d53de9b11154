/** How badly fingers are pressed: severities of our choosing, not fitted to any real set. All deviations are of normal distributions with mean 0. */
export interface Conditions {
  /** Turn of the finger: deviation and limit, degrees. */
  turn: { deviation: number; limit: number };
  /** Shift of the pad from the sensor's middle, each way: deviation and limit, millimetres. */
  shift: { deviation: number; limit: number };
  /** Skin dragged about: deviation of the displacement in mm, over distances of about 1.5 times `spacing` mm. */
  stretch: { deviation: number; spacing: number };
  /** Deviation of the skin's overall stretching (1 = 100%), independently along and across. */
  scale: number;
  /** Deviation of the pressure: 1 would turn all valleys to ridges; and of its unevenness over the pad. */
  pressure: { overall: number; uneven: number };
  /** Largest dryness of a press (uniform from 0): how deep grains of the size of pores break the ridges. */
  dryness: number;
  /** Deviation of the sensor's noise, grey levels. */
  noise: number;
  /** Contrast of the sensor, least and most (1 = from 30 to 230 grey levels). */
  contrast: { least: number; most: number };
  /** Chance of a scratch, crease or hair across the pad. */
  scratch: number;
}

/** Somebody who wants to be recognised: a guide for the finger, clean skin, a sensor that averages its frames. */
export const ORDINARY: Conditions = {
  turn: { deviation: 6, limit: 15 },
  shift: { deviation: 0.6, limit: 1.5 },
  stretch: { deviation: 0.05, spacing: 2.5 },
  scale: 0.01,
  pressure: { overall: 0.15, uneven: 0.1 },
  dryness: 0.4,
  noise: 4,
  contrast: { least: 0.6, most: 1 },
  scratch: 0.1,
};

/** Somebody in a hurry, with dry or worn skin. */
const HARD: Conditions = {
  turn: { deviation: 10, limit: 25 },
  shift: { deviation: 0.9, limit: 2 },
  stretch: { deviation: 0.1, spacing: 2.5 },
  scale: 0.02,
  pressure: { overall: 0.25, uneven: 0.2 },
  dryness: 0.9,
  noise: 12,
  contrast: { least: 0.4, most: 1 },
  scratch: 0.3,
};

export const CONDITIONS = { ordinary: ORDINARY, hard: HARD } as const;
