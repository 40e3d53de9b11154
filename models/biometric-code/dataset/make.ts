/**
 * Makes the captures that the network is trained and rated on; run by hand:
 *
 *     node models/biometric-code/dataset/make.ts --fingers 2000 --presses 6 --seed 1 --out DIR [--conditions hard] [--workers 2]
 *     node models/biometric-code/dataset/make.ts --images FOLDER [--dpi 500] --presses 6 --out DIR
 *
 * The first form draws synthetic fingers, the second reads real images named <finger>_<press>.png or .pgm. Writes
 * DIR/patches.npy (uint8, fingers x presses x 240) and DIR/meta.json. With --per-capture 3, as the device is used, each of
 * these is combined of three presses; the network is trained on single ones. An image that the device refuses is counted and
 * the next one taken; a finger of which too few are left is counted and left out. Same arguments, same patches.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

import { CONDITIONS } from "../finger/conditions.ts";
import type { FingerCaptures } from "./captures.ts";
import { folderCaptures } from "./folder.ts";
import { syntheticCaptures, type SyntheticShare } from "./synthetic.ts";
import { writeDataset } from "./write.ts";

function inWorker(share: SyntheticShare): Promise<FingerCaptures[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: share });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

async function inWorkers(share: SyntheticShare, workers: number): Promise<FingerCaptures[]> {
  const shares = Array.from({ length: workers }, (_, worker) =>
    inWorker({ ...share, indices: share.indices.filter((index) => index % workers === worker) }),
  );
  return (await Promise.all(shares)).flat().sort((a, b) => Number(a.name) - Number(b.name));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      fingers: { type: "string", default: "2000" },
      presses: { type: "string", default: "6" },
      "per-capture": { type: "string", default: "1" },
      seed: { type: "string", default: "1" },
      conditions: { type: "string", default: "ordinary" },
      workers: { type: "string", default: "2" },
      images: { type: "string" },
      dpi: { type: "string", default: "500" },
      out: { type: "string" },
    },
  });
  const { seed, images, out } = values;
  if (out === undefined) throw new Error("say where to: --out DIR");
  const wanted = {
    presses: count("presses", values.presses),
    perCapture: count("per-capture", values["per-capture"]),
  };
  if (images !== undefined) {
    const dpi = count("dpi", values.dpi);
    await writeDataset(out, await folderCaptures(images, wanted, dpi), { synthetic: false, ...wanted, dpi });
    return;
  }
  const conditions = values.conditions as keyof typeof CONDITIONS;
  if (!(conditions in CONDITIONS)) throw new Error(`--conditions is ${Object.keys(CONDITIONS).join(" or ")}`);
  const indices = Array.from({ length: count("fingers", values.fingers) }, (_, index) => index);
  const fingers = await inWorkers({ seed, ...wanted, conditions, indices }, count("workers", values.workers));
  await writeDataset(out, fingers, { synthetic: true, seed, ...wanted, conditions });
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} is a whole number from 1`);
  return value;
}

if (isMainThread) await main();
else parentPort?.postMessage(syntheticCaptures(workerData as SyntheticShare));
