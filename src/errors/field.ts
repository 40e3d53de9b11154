import { EzklError } from "./base.ts";

/** A text or number that is not a canonical element of the BN254 scalar field. */
export class FeltInvalidError extends EzklError {
  constructor(argument: string, problem: string) {
    super("EZKL_FELT_INVALID", {
      what: `${argument} is not a BN254 scalar: ${problem}`,
      where: argument,
      remedy: "pass a canonical field element (0 <= x < r) in the byte order that the function's type names",
    });
  }
}

/** A field element, or an integer, outside the signed range |x| < 2^127 that statements are decoded to. */
export class SignedOutOfRangeError extends EzklError {
  constructor(argument: string, value: bigint) {
    super("EZKL_SIGNED_OUT_OF_RANGE", {
      what: `${argument} = ${value} has no signed reading with a magnitude below 2^127`,
      where: argument,
      remedy: "check that the element is a tensor value of the statement and not a hash or a limb of one",
    });
  }
}

/** A number or a scale that has no fixed-point form. */
export class FixedPointError extends EzklError {
  constructor(argument: string, problem: string) {
    super("EZKL_FIXED_POINT", {
      what: `${argument} has no fixed-point form: ${problem}`,
      where: argument,
      remedy:
        "pass a finite number whose magnitude times 2^scale is at most 2^127, and an integer scale from -126 to 126",
    });
  }
}
