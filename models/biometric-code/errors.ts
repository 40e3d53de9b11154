import { EzklError } from "../../src/errors/base.ts";

/** An image that holds no finger good enough to make a code of. */
export class CaptureQualityError extends EzklError {
  constructor(what: string) {
    super("EZKL_CAPTURE_QUALITY", {
      what: `no good fingerprint: ${what}`,
      where: "capture",
      remedy:
        "clean finger and sensor, press again with the middle of the pad on the sensor; if it is refused every time, take another finger",
    });
  }
}

/** A file or an array that should be an image or a capture, and is not. */
export class CaptureFormatError extends EzklError {
  constructor(where: string, what: string, cause?: unknown) {
    super("EZKL_CAPTURE_FORMAT", {
      what,
      where,
      remedy:
        "images are PGM (P5) or PNG of a fingerprint, captures JSON with version 1 and 256 bytes in hex",
      cause,
    });
  }
}

/** Something else than eight chunks of 16 bits, or than a code of 128. */
export class CodeRangeError extends EzklError {
  constructor(what: string) {
    super("EZKL_CODE_RANGE", {
      what,
      where: "code",
      remedy: "a code is made of the eight outputs of the biometric-code model, each from 0 to 65535",
    });
  }
}
