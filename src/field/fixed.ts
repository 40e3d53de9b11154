import { FixedPointError } from "../errors/field.ts";

/** The exact number raw / 2^scale. The scale is in bits and may be negative. */
export interface Fixed {
  readonly raw: bigint;
  readonly scale: number;
}

/** Scales beyond this many bits leave no room for a value in the engine's 128-bit integers. */
const MAX_SCALE = 126;

/**
 * The value in full, without exponent and without rounding: { raw: -3n, scale: 1 } is "-1.5".
 * Every raw / 2^scale has a finite decimal expansion: raw * 5^scale / 10^scale.
 */
export function fixedToString({ raw, scale }: Fixed): string {
  assertScale(scale);
  if (scale <= 0) return (raw << BigInt(-scale)).toString();
  const digits = ((raw < 0n ? -raw : raw) * 5n ** BigInt(scale)).toString().padStart(scale + 1, "0");
  const fraction = digits.slice(-scale).replace(/0+$/, "");
  const sign = raw < 0n ? "-" : "";
  return sign + digits.slice(0, -scale) + (fraction === "" ? "" : `.${fraction}`);
}

/** The nearest double; exact while |raw| <= 2^53. */
export function fixedToNumber({ raw, scale }: Fixed): number {
  assertScale(scale);
  return Number(raw) * 2 ** -scale;
}

/**
 * The fixed-point form that the engine gives a number: x * 2^scale as a double, rounded to the nearest integer, halves away
 * from zero. It is the engine's own rule (test/vectors/quantise-*.json hold its answers), which is not `Math.round`'s: that
 * sends -0.5 to 0. NaN, which the engine reads as 0, is refused here.
 * @param value what the model's float input holds; narrow it to a float32 first (`Math.fround`) for F32 tensors
 * @throws FixedPointError when the value is not finite or the result leaves 128 bits.
 */
export function quantise(value: number, scale: number, argument = "value"): Fixed {
  assertScale(scale);
  if (!Number.isFinite(value)) throw new FixedPointError(argument, `${value} is not finite`);
  const scaled = Math.abs(value) * 2 ** scale;
  if (scaled >= 2 ** 127) throw new FixedPointError(argument, `${value} * 2^${scale} does not fit 128 bits`);
  // Not floor(scaled + 0.5): the sum itself rounds, and 0.49999999999999994 would become 1.
  const whole = Math.floor(scaled);
  const magnitude = BigInt(scaled - whole >= 0.5 ? whole + 1 : whole);
  return { raw: value < 0 ? -magnitude : magnitude, scale };
}

function assertScale(scale: number): void {
  if (!Number.isInteger(scale) || Math.abs(scale) > MAX_SCALE) {
    throw new FixedPointError("scale", `${scale} is not an integer from -${MAX_SCALE} to ${MAX_SCALE}`);
  }
}
