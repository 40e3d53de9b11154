import { expect } from "chai";

/** Chai's `closeTo` takes whole numbers only once Hardhat's matchers for bigints are loaded. */
export function expectNear(actual: number, expected: number, tolerance: number, what = "value"): void {
  expect(
    Math.abs(actual - expected),
    `${what}: ${actual} is not within ${tolerance} of ${expected}`,
  ).to.be.below(tolerance);
}
