import { expect } from "chai";

import { combinePatches, PRESSES } from "../../../models/biometric-code/capture/combine.ts";
import { extractPatch } from "../../../models/biometric-code/capture/extract-patch.ts";
import { takePatch } from "../../../models/biometric-code/capture/take-patch.ts";
import { CaptureQualityError } from "../../../models/biometric-code/errors.ts";
import { createFinger } from "../../../models/biometric-code/finger/finger.ts";
import { pressesOf } from "../../../models/biometric-code/finger/presses.ts";

const FINGERS = ["combine/1", "combine/2", "combine/3", "combine/4", "combine/5", "combine/6"];

/** Of two patches, -1 to 1. */
function correlation(a: Uint8Array, b: Uint8Array): number {
  const centred = (patch: Uint8Array): number[] => {
    const mean = patch.reduce((sum, value) => sum + value, 0) / patch.length;
    return Array.from(patch, (value) => value - mean);
  };
  const dot = (x: number[], y: number[]): number =>
    x.reduce((sum, value, index) => sum + value * y[index]!, 0);
  const [x, y] = [centred(a), centred(b)];
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

describe("a capture of several presses", () => {
  const [good, again, third] = [...pressesOf(createFinger("capture/2"), 1)];
  const blank = { ...good!, data: good!.data.map(() => 230) };

  it("is the press where there is one, and does not depend on the order of several", () => {
    const [a, b, c] = [good!, again!, third!].map(extractPatch);
    expect(combinePatches([a!])).to.deep.equal(a);
    expect(combinePatches([a!, b!, c!])).to.deep.equal(combinePatches([c!, a!, b!]));
    expect(() => combinePatches([])).to.throw(RangeError);
  });

  it("looks more like the finger's next capture than single presses look like each other", () => {
    const means = { single: 0, combined: 0 };
    for (const name of FINGERS) {
      const finger = createFinger(name);
      const [first, second] = [1, 2].map((capture) => [...pressesOf(finger, capture)]);
      means.single += correlation(extractPatch(first![0]!), extractPatch(second![0]!)) / FINGERS.length;
      means.combined += correlation(takePatch(first!), takePatch(second!)) / FINGERS.length;
    }
    expect(means.combined).to.be.above(means.single + 0.03);
  });

  it("hardly heeds a press that agrees with no other", () => {
    const patches = [good!, again!].map(extractPatch);
    const stranger = extractPatch([...pressesOf(createFinger("combine/1"), 1)][0]!);
    const misled = combinePatches([...patches, stranger]);
    expect(correlation(misled, combinePatches(patches))).to.be.above(0.98);
    expect(correlation(misled, stranger)).to.be.below(0.5);
  });

  it("keeps brightness and contrast, and takes presses without any contrast", () => {
    const flat = new Uint8Array(240).fill(90);
    expect(combinePatches([flat, flat])).to.deep.equal(flat);
    const grey = Uint8Array.from({ length: 240 }, (_, index) => 60 + (index % 100));
    expect(combinePatches([grey, grey, grey])).to.deep.equal(grey);
  });

  it("asks again for what it refuses, and gives up with the last reason", () => {
    const images = [blank, good!, blank, again!, third!];
    expect(takePatch(images)).to.deep.equal(combinePatches([good!, again!, third!].map(extractPatch)));
    expect(takePatch(images, 1)).to.deep.equal(extractPatch(good!));
    expect(PRESSES).to.equal(3);
    expect(() => takePatch([good!, again!])).to.throw(CaptureQualityError, "there are no 3 presses");
    expect(() => takePatch([good!, blank])).to.throw(CaptureQualityError, /no core|contrast/);
  });
});
