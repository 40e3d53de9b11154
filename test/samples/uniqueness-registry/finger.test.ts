import { expect } from "chai";

import { CONDITIONS, ORDINARY } from "../../../models/biometric-code/finger/conditions.ts";
import { createFinger, type Finger } from "../../../models/biometric-code/finger/finger.ts";
import { randomPattern } from "../../../models/biometric-code/finger/pattern.ts";
import { press, SENSOR } from "../../../models/biometric-code/finger/press.ts";
import { seededRandom } from "../../../models/biometric-code/finger/random.ts";
import { differenceOf } from "../../helpers/difference.ts";
import { expectNear } from "../../helpers/near.ts";
import { correlation, meanPeriod } from "./fingerprints.ts";

describe("synthetic fingers", () => {
  const finger = createFinger("tests/1");

  it("are the same for the same seed and others for others", () => {
    const apart = (one: Finger, other: Finger) => differenceOf(one.ridges.data, other.ridges.data);
    expect(apart(createFinger("tests/1"), finger)).to.equal(undefined);
    expect(apart(createFinger(7), createFinger("7"))).to.equal(undefined);
    for (let seed = 2; seed < 6; seed++) {
      const other = createFinger(`tests/${seed}`);
      expect(Math.abs(correlation(other.ridges.data, finger.ridges.data))).to.be.below(0.1);
    }
  });

  it("have as much ridge as valley, about half a millimetre apart", () => {
    for (const seed of [1, 2, 3]) {
      const { ridges } = createFinger(`tests/${seed}`);
      const mean = ridges.data.reduce((sum, value) => sum + value, 0) / ridges.data.length;
      expectNear(mean, 0, 0.05, "share of ridges");
      expect(Math.max(...ridges.data)).to.be.at.most(1);
      expect(meanPeriod(ridges)).to.be.within(0.4, 0.62);
    }
  });

  it("fall into the five classes by their natural shares", () => {
    const random = seededRandom("classes");
    const count = new Map<string, number>();
    const draws = 4000;
    for (let i = 0; i < draws; i++) {
      const { kind, cores, deltas } = randomPattern(random);
      count.set(kind, (count.get(kind) ?? 0) + 1);
      // The flow far away is level: as many turns one way as the other.
      expect(cores.length).to.equal(deltas.length);
      expect(cores.length).to.equal({ whorl: 2, arch: 0 }[kind as string] ?? 1);
    }
    const share = (kind: string): number => (count.get(kind) ?? 0) / draws;
    expectNear(share("left-loop"), 0.338, 0.03);
    expectNear(share("right-loop"), 0.317, 0.03);
    expectNear(share("whorl"), 0.279, 0.03);
    expectNear(share("arch"), 0.037, 0.012);
    expectNear(share("tented-arch"), 0.029, 0.012);
  });
});

describe("presses", () => {
  const finger = createFinger("tests/1");

  it("are the same for the same seed and others for others", () => {
    const { data } = press(finger, 1);
    expect(differenceOf(press(finger, 1, ORDINARY).data, data)).to.equal(undefined);
    expect(differenceOf(press(finger, 2).data, data)).not.to.equal(undefined);
    expect(differenceOf(press(createFinger("tests/2"), 1).data, data)).not.to.equal(undefined);
  });

  it("fill the sensor in the middle and leave its corners empty", () => {
    const { width, height, data, mmPerPixel } = press(finger, 1);
    expect({ width, height, mmPerPixel }).to.deep.equal(SENSOR);
    expect(data.length).to.equal(width * height);
    for (const at of [0, width - 1, data.length - width, data.length - 1]) expect(data[at]).to.be.above(200);
    const row = data.subarray((height / 2) * width + 30, (height / 2) * width + 70);
    expect(Math.max(...row) - Math.min(...row), "contrast").to.be.above(60);
  });

  it("are noisier and differ more under hard conditions", () => {
    const roughness = (f: Finger, conditions: keyof typeof CONDITIONS): number => {
      const { data, width } = press(f, 3, CONDITIONS[conditions]);
      // Of the top left corner, where there is only the sensor's noise.
      const corner = [0, 1, 2, 3, 4, 5].flatMap((row) => [...data.subarray(row * width, row * width + 6)]);
      const mean = corner.reduce((sum, value) => sum + value, 0) / corner.length;
      return Math.sqrt(corner.reduce((sum, value) => sum + (value - mean) ** 2, 0) / corner.length);
    };
    expectNear(roughness(finger, "ordinary"), 4, 2);
    expectNear(roughness(finger, "hard"), 11, 4);
  });
});
