import { expect } from "chai";

import { extractPatch } from "../../../models/biometric-code/capture/extract-patch.ts";
import type { GreyImage } from "../../../models/biometric-code/capture/grey-image.ts";
import { PATCH_BYTES } from "../../../models/biometric-code/capture/patch.ts";
import { CAPTURE_BYTES, SALT_BYTES, sealCapture } from "../../../models/biometric-code/capture/seal.ts";
import { CaptureFormatError, CaptureQualityError } from "../../../models/biometric-code/errors.ts";
import { createFinger } from "../../../models/biometric-code/finger/finger.ts";
import { randomPattern, type PatternClass } from "../../../models/biometric-code/finger/pattern.ts";
import { press } from "../../../models/biometric-code/finger/press.ts";
import { seededRandom } from "../../../models/biometric-code/finger/random.ts";
import { expectNear } from "../../helpers/near.ts";

/** The patch of press 1 of the finger "pinned", in base64: trained weights and recorded proofs hang on it. */
const PINNED =
  "YYKfsZ2Qh4yJfoaJm6iskqiIZFxoeoGKn6qcfF5ZZ3FgYIuim4eJfmFVbYalnIB+lbOPYmB1i5uqp5dqWm+BaJheYJKii3dsdXF7" +
  "j5t4Zp9ch56HcoGRqK59jJNznIheqYVmgn97i4eeg1WPn1yIoGNrl3GCnIR/c6uCbIChYH6PqWd7pm+DommQiapweaVan1p2pmGW" +
  "gqFlgYVtqleQkVF6smh2pVuwWHOhWZ6BX6tytHlZrXF6qFV8ioFosFSPrpJTpphUqYJZiGWjWKJ5WaRVh6pVfLBfcIZkl3aFtFhT" +
  "dqplWaaKVpR2f26iZbSd";

const SENSOR = { width: 100, height: 120, mmPerPixel: 0.1 };

function image(grey: (x: number, y: number) => number, sensor = SENSOR): GreyImage {
  const data = Uint8Array.from({ length: sensor.width * sensor.height }, (_, i) =>
    grey(i % sensor.width, Math.floor(i / sensor.width)),
  );
  return { ...sensor, data };
}

describe("captures", () => {
  const good = press(createFinger("capture/2"), 1);

  it("refuse images without a finger", () => {
    const random = seededRandom("noise");
    const stripes = (x: number): number => 128 + 90 * Math.sin((2 * Math.PI * x) / 5);
    for (const [what, grey] of Object.entries({
      black: () => 0,
      white: () => 255,
      noise: () => random.uniform(0, 255),
      "faint noise": () => 230 + random.normal(4),
      stripes,
      steps: (x: number) => (x < 50 ? 30 : 220),
    }))
      expect(() => extractPatch(image(grey)), what).to.throw(CaptureQualityError, "no core");
  });

  it("refuse a finger with hardly any contrast", () => {
    const faint = { ...good, data: good.data.map((grey) => Math.round(128 + (grey - 128) / 12)) };
    expect(() => extractPatch(faint)).to.throw(CaptureQualityError, "contrast");
  });

  it("refuse a finger whose core lies at the edge of what touches", () => {
    const { width, height, data } = good;
    expect(extractPatch(good).length).to.equal(PATCH_BYTES);
    const lower = { ...good, data: data.map((grey, i) => (i < (height / 2 + 4) * width ? 230 : grey)) };
    expect(() => extractPatch(lower)).to.throw(CaptureQualityError);
  });

  it("refuse images that are too small or too large for one finger", () => {
    const small = image(() => 0, { width: 40, height: 120, mmPerPixel: 0.1 });
    expect(() => extractPatch(small)).to.throw(CaptureQualityError, "less than");
    const large = image(() => 0, { width: 100, height: 500, mmPerPixel: 0.1 });
    expect(() => extractPatch(large)).to.throw(CaptureQualityError, "more than");
  });

  it("never take a plain arch, which has no core", () => {
    const arches = Array.from({ length: 90 }, (_, i) => i)
      .map((i) => `arches/${i}`)
      .filter((seed) => kindOf(seed) === "arch");
    expect(arches.length).to.be.within(1, 9);
    for (const seed of arches.slice(0, 3))
      expect(() => extractPatch(press(createFinger(seed), 1))).to.throw(CaptureQualityError, "no core");
  });

  it("are the patch, then the salt", () => {
    const patch = extractPatch(good);
    const salt = Uint8Array.from({ length: SALT_BYTES }, (_, i) => 255 - i);
    const capture = sealCapture(patch, salt);
    expect(capture.length).to.equal(CAPTURE_BYTES).and.equal(256);
    expect(capture.subarray(0, 240)).to.deep.equal(patch);
    expect(capture.subarray(240)).to.deep.equal(salt);
  });

  it("are the same on every machine, to a grey level", () => {
    // Engines may differ in the last digit of Math.sin and the like, which may tip a rounding.
    const patch = extractPatch(press(createFinger("pinned"), 1));
    const pinned = Buffer.from(PINNED, "base64");
    expect(pinned.length).to.equal(PATCH_BYTES);
    patch.forEach((grey, i) => expectNear(grey, pinned[i] ?? NaN, 1.5, `pixel ${i}`));
  });

  it("are not sealed with a patch or salt of another length", () => {
    const patch = new Uint8Array(PATCH_BYTES);
    const salt = new Uint8Array(SALT_BYTES);
    for (const [p, s, name] of [
      [patch.subarray(1), salt, "patch"],
      [patch, salt.subarray(1), "salt"],
      [patch, new Uint8Array(17), "salt"],
    ] as const) {
      const error = caught(() => sealCapture(p, s));
      expect(error).to.be.instanceOf(CaptureFormatError).with.property("where", name);
    }
  });
});

/** What `createFinger` begins with, without growing the ridges. */
function kindOf(seed: string): PatternClass {
  return randomPattern(seededRandom(`finger/${seed}`)).kind;
}

function caught(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
