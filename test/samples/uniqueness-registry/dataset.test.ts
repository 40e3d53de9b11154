import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { combinePatches } from "../../../models/biometric-code/capture/combine.ts";
import { capturesOf } from "../../../models/biometric-code/dataset/captures.ts";
import { folderCaptures } from "../../../models/biometric-code/dataset/folder.ts";
import { npy } from "../../../models/biometric-code/dataset/npy.ts";
import { syntheticCaptures } from "../../../models/biometric-code/dataset/synthetic.ts";
import { writeDataset } from "../../../models/biometric-code/dataset/write.ts";
import { CaptureFormatError } from "../../../models/biometric-code/errors.ts";
import { createFinger } from "../../../models/biometric-code/finger/finger.ts";
import { press } from "../../../models/biometric-code/finger/press.ts";

const SINGLE = { presses: 2, perCapture: 1 };
const SHARE = { seed: "dataset-test", ...SINGLE, conditions: "ordinary" } as const;
/** Bytes of a NumPy header of this length. */
const HEADER = 128;

describe("data set of fingers", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "fingers-"));
  });
  after(async () => rm(folder, { recursive: true }));

  it("counts what the device refuses, and leaves fingers out that it refuses too often", () => {
    const good = press(createFinger("capture/2"), 1);
    const blank = { ...good, data: good.data.map(() => 230) };
    const counts = (images: (typeof good)[]): object => {
      const { patches, pressed, refused } = capturesOf("1", "loop", images, SINGLE);
      return { patches: patches.length, pressed, refused };
    };
    expect(counts([blank, good, good, good])).to.deep.equal({ patches: 2, pressed: 3, refused: 1 });
    expect(counts([blank, good, blank])).to.deep.equal({ patches: 0, pressed: 3, refused: 2 });
  });

  it("combines as many presses for a capture as it is told", () => {
    const images = [1, 2, 3, 4].map((number) => press(createFinger("capture/2"), number));
    const one = capturesOf("1", "loop", images, { presses: 4, perCapture: 1 }).patches;
    const two = capturesOf("1", "loop", images, { presses: 2, perCapture: 2 }).patches;
    expect(two).to.deep.equal([combinePatches(one.slice(0, 2)), combinePatches(one.slice(2))]);
    expect(capturesOf("1", "loop", images, { presses: 2, perCapture: 3 }).patches).to.deep.equal([]);
  });

  it("is the same whoever draws which finger", () => {
    const [together] = [syntheticCaptures({ ...SHARE, indices: [0, 1] })];
    expect(syntheticCaptures({ ...SHARE, indices: [1] })).to.deep.equal(together.slice(1));
    expect(together[0]?.patches[0]).not.to.deep.equal(together[0]?.patches[1]);
  });

  it("is written as NumPy reads it", async () => {
    const bytes = npy(Uint8Array.from([1, 2, 3, 4, 5, 6]), [2, 3]);
    const header = new TextDecoder().decode(bytes.subarray(10, bytes.length - 6));
    expect(header).to.match(/^{'descr': '\|u1', 'fortran_order': False, 'shape': \(2,3,\)} *\n$/);
    expect((bytes.length - 6) % 64).to.equal(0);
    expect([...bytes.subarray(-6)]).to.deep.equal([1, 2, 3, 4, 5, 6]);
    const kept = { name: "4", kind: "whorl", patches: [new Uint8Array(240).fill(9)], pressed: 2, refused: 1 };
    const left = { name: "5", kind: "arch", patches: [], pressed: 9, refused: 9 };
    await writeDataset(folder, [kept, left], { presses: 1, seed: "1" });
    const file = await readFile(join(folder, "patches.npy"));
    expect(file.length).to.equal(HEADER + 240);
    expect(file[HEADER]).to.equal(9);
    const meta = JSON.parse(await readFile(join(folder, "meta.json"), "utf8")) as unknown;
    expect(meta).to.deep.include({
      seed: "1",
      fingers: { kept: 1, refused: 1 },
      images: { shown: 11, refused: 10 },
      imagesOfKept: { shown: 2, refused: 1 },
      names: ["4"],
      kinds: ["whorl"],
    });
  });

  it("is made of a folder of images in the order of their numbers", async () => {
    const finger = createFinger("capture/2");
    for (const number of [1, 2, 10]) {
      const { width, height, data } = press(finger, number);
      await writeFile(
        join(folder, `f_7_${number}.pgm`),
        Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), data]),
      );
    }
    const [found, ...others] = await folderCaptures(folder, { presses: 3, perCapture: 1 }, 254);
    expect(others).to.deep.equal([]);
    const presses = [1, 2, 10].map((number) => press(finger, number));
    expect(found).to.deep.equal(capturesOf("f_7", "unknown", presses, { presses: 3, perCapture: 1 }));
    await writeFile(join(folder, "f_7_3.png"), "no image");
    await expectRejection(
      folderCaptures(folder, { presses: 3, perCapture: 1 }, 254),
      CaptureFormatError,
      "f_7_3.png",
    );
  });

  it("is not made of a folder without images", async () => {
    await expectRejection(folderCaptures(import.meta.dirname, SINGLE, 500), CaptureFormatError, "no file");
  });

  it("is written by the command, the same with one worker and with two", async () => {
    const run = async (workers: number): Promise<Buffer> => {
      const out = join(folder, String(workers));
      const script = join(import.meta.dirname, "../../../models/biometric-code/dataset/make.ts");
      const args = ["--fingers", "3", "--presses", "2", "--seed", "5", "--workers", String(workers)];
      await promisify(execFile)(process.execPath, [script, ...args, "--out", out]);
      return readFile(join(out, "patches.npy"));
    };
    expect(await run(2)).to.deep.equal(await run(1));
  });
});

async function expectRejection(
  promise: Promise<unknown>,
  type: typeof CaptureFormatError,
  text: string,
): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(type);
  expect(String(error)).to.include(text);
}
