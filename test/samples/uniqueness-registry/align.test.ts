import { expect } from "chai";

import { sampleAt } from "../../../models/biometric-code/capture/field.ts";
import { findCore } from "../../../models/biometric-code/capture/find-core.ts";
import { flowOf } from "../../../models/biometric-code/capture/flow.ts";
import { extractPatch } from "../../../models/biometric-code/capture/extract-patch.ts";
import { workingImage } from "../../../models/biometric-code/capture/working-image.ts";
import { CaptureQualityError } from "../../../models/biometric-code/errors.ts";
import { createFinger, REACH_MM, type Finger } from "../../../models/biometric-code/finger/finger.ts";
import { press } from "../../../models/biometric-code/finger/press.ts";
import { MM_PER_PIXEL } from "../../../models/biometric-code/finger/ridges.ts";
import { expectNear } from "../../helpers/near.ts";
import { correlation, moved } from "./fingerprints.ts";

/** The finger itself, seen without skin or sensor: ridges dark, nothing further than 5 mm from the middle of the pad. */
function scene({ ridges }: Finger): (x: number, y: number) => number {
  return (x, y) => {
    if (Math.hypot(x, y) > 5) return 230;
    const at = (mm: number): number => (REACH_MM + mm) / MM_PER_PIXEL;
    return Math.round(130 - 90 * sampleAt(ridges, at(x), at(-y)));
  };
}

/** The first fingers of these seeds that have a core. */
const FINGERS = ["a", "b", "c", "d", "e", "f", "g", "h"]
  .map((name) => createFinger(`align/${name}`))
  .filter(({ pattern }) => pattern.kind !== "arch");

describe("alignment", () => {
  it("finds the core where the finger has it", () => {
    for (const finger of FINGERS) {
      const { x, y } = findCore(flowOf(workingImage(moved(scene(finger), 0, 0, 0))));
      const [core] = finger.pattern.cores;
      if (core === undefined) throw new Error("a finger without a core");
      const mm = (pixel: number): number => (pixel - 139 / 2) * 0.1;
      // The flow wavers round the core and the other singular points pull, by a ridge or so.
      expect(Math.hypot(mm(x) - core.x, -mm(y) - core.y), finger.pattern.kind).to.be.below(0.8);
    }
  });

  it("turns and shifts with the finger", () => {
    for (const finger of FINGERS.slice(0, 4)) {
      const still = findCore(flowOf(workingImage(moved(scene(finger), 0, 0, 0))));
      for (const [turn, right, up] of [
        [10, 0, 0],
        [0, 1.23, -0.77],
        [-14, -0.9, 1.1],
      ] as const) {
        const core = findCore(flowOf(workingImage(moved(scene(finger), turn, right, up))));
        expectNear(core.turn - still.turn, (turn * Math.PI) / 180, 0.04, "turn");
        // A quarter of a ridge: gradients on a grid are a little finer along its axes than askew.
        const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
        const [x, y] = [still.x - 69.5, 69.5 - still.y];
        expectNear(core.x - 69.5, cos * x - sin * y + right * 10, 1.2, "x in tenths of a mm");
        expectNear(69.5 - core.y, sin * x + cos * y + up * 10, 1.2, "y in tenths of a mm");
      }
    }
  });

  it("cuts the same patch of a finger however it lies and however fine the sensor is", () => {
    for (const finger of FINGERS.slice(0, 4)) {
      const still = extractPatch(moved(scene(finger), 0, 0, 0));
      const fine = { width: 260, height: 260, mmPerPixel: 0.0508 };
      for (const image of [
        moved(scene(finger), 12, 0, 0),
        moved(scene(finger), -15, 1.31, -0.77),
        moved(scene(finger), 5, -0.5, 0.5, fine),
      ])
        expect(correlation(extractPatch(image), still)).to.be.above(0.7);
    }
  });

  it("gives presses of one finger patches more alike than those of two", () => {
    const patches = Array.from({ length: 12 }, (_, i) => createFinger(`alike/${i}`))
      .filter(({ pattern }) => pattern.kind !== "arch")
      .map((finger) => [1, 2].map((seed) => patchOf(finger, seed)));
    const alike = patches.flatMap(([a, b]) => (a && b ? [correlation(a, b)] : []));
    const others = patches.flatMap(([a], i) =>
      patches.slice(0, i).flatMap(([b]) => (a && b ? [correlation(a, b)] : [])),
    );
    expect(alike.length).to.be.at.least(9);
    expect(middle(alike), "one finger").to.be.above(0.55);
    expectNear(middle(others), 0, 0.12, "two fingers");
    expect(alike.filter((value) => value > Math.max(...others)).length).to.be.above(alike.length / 2);
  });
});

function patchOf(finger: Finger, seed: number): Uint8Array | undefined {
  try {
    return extractPatch(press(finger, seed));
  } catch (error) {
    if (error instanceof CaptureQualityError) return undefined;
    throw error;
  }
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
