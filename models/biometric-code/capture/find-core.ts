import { CaptureQualityError } from "../errors.ts";
import { coreFilter, strength, turnAt, type CoreAnswer } from "./core-filter.ts";
import { FLOW_STEP, type Flow } from "./flow.ts";

/** Where the innermost ridge turns round, in working pixels, and where the finger points to. */
export interface Core {
  x: number;
  y: number;
  /** Radians from straight up, anticlockwise; loops lean to one side by themselves. */
  turn: number;
  /** How well the flow fits a core: 1 is a perfect one. */
  certainty: number;
}

/** Deviations of the filter in pixels of the flow: to choose the core and tell its direction, and to place it. */
const SCALE = { choose: 7, place: 3.5 };
/** How far from the chosen place the finer filter may put it, pixels of the flow. */
const NEAR = 4;
const LEAST_CERTAINTY = 0.6;
/** A finger that lies more askew than this is refused; it also tells a whorl's upper core from its lower one. */
const MOST_TURN = Math.PI / 2;
/** Pixels of the flow at the edge that are no candidates. */
const MARGIN = 8;

/**
 * Where the filter answers strongest, placed between pixels by a parabola. A coarse filter chooses, so that a scratch
 * is not taken for a core; a finer one places, to less than a tenth of a millimetre.
 *
 * @throws CaptureQualityError for a finger without a core (a plain arch, about 4% of fingers), or with it off the sensor
 */
export function findCore(flow: Flow): Core {
  const coarse = coreFilter(flow, SCALE.choose);
  const { width, height } = flow.re;
  let chosen = { x: 0, y: 0, certainty: LEAST_CERTAINTY };
  for (let y = MARGIN; y < height - MARGIN; y++) {
    for (let x = MARGIN; x < width - MARGIN; x++) {
      const certainty = Math.sqrt(strength(coarse, x, y));
      if (certainty > chosen.certainty && Math.abs(turnAt(coarse, x, y)) < MOST_TURN)
        chosen = { x, y, certainty };
    }
  }
  if (chosen.x === 0) throw new CaptureQualityError("no core");
  const fine = coreFilter(flow, SCALE.place);
  const { x, y } = strongestNear(fine, chosen.x, chosen.y);
  const peak = (dx: number, dy: number): number => strength(fine, x + dx, y + dy);
  const toWork = (place: number): number => (place + 0.5) * FLOW_STEP - 0.5;
  return {
    x: toWork(x + summit(peak(-1, 0), peak(0, 0), peak(1, 0))),
    y: toWork(y + summit(peak(0, -1), peak(0, 0), peak(0, 1))),
    turn: turnAt(coarse, x, y),
    certainty: chosen.certainty,
  };
}

function strongestNear(answer: CoreAnswer, x0: number, y0: number): { x: number; y: number } {
  let best = { x: x0, y: y0, strength: 0 };
  for (let y = y0 - NEAR; y <= y0 + NEAR; y++) {
    for (let x = x0 - NEAR; x <= x0 + NEAR; x++) {
      const here = strength(answer, x, y);
      if (here > best.strength && Math.abs(turnAt(answer, x, y)) < MOST_TURN) best = { x, y, strength: here };
    }
  }
  return best;
}

/** Of the parabola through three values, from the middle one. */
function summit(before: number, here: number, after: number): number {
  const bend = before + after - 2 * here;
  return bend >= 0 ? 0 : Math.min(Math.max((before - after) / (2 * bend), -1), 1);
}
