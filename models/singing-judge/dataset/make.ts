/**
 * Synthesises the data that the judge is trained on; run by hand:
 *
 *     node models/singing-judge/dataset/make.ts --count 6000 --seed 1 --out DIR [--workers 2]
 *
 * Writes DIR/{train,validation,holdout}/{pitch,energy,target,score,kind,index}.npy and DIR/kinds.json. Sample n goes to
 * validation when n mod 10 is 8, to hold-out when it is 9. The same count and seed give the same files.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

import { FRAMES } from "../audio/format.ts";
import { SLOTS } from "../melody/melody.ts";
import { npy } from "./npy.ts";
import { KINDS, makeSample, type Sample } from "./sample.ts";

type Numbered = Sample & { index: number };
interface Share {
  seed: number;
  indices: number[];
}

const SPLITS = {
  train: (n: number) => n % 10 < 8,
  validation: (n: number) => n % 10 === 8,
  holdout: (n: number) => n % 10 === 9,
};

async function makeShare({ seed, indices }: Share): Promise<Numbered[]> {
  const samples: Numbered[] = [];
  for (const index of indices) samples.push({ index, ...(await makeSample(seed, index)) });
  return samples;
}

function inWorker(share: Share): Promise<Numbered[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: share });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

async function write(folder: string, samples: readonly Numbered[]): Promise<void> {
  const count = samples.length;
  const floats = (rows: (sample: Numbered) => Iterable<number>) =>
    Float32Array.from(samples.flatMap((s) => [...rows(s)]));
  await mkdir(folder, { recursive: true });
  const files = {
    pitch: npy(
      floats((s) => s.features.pitch),
      [count, FRAMES],
    ),
    energy: npy(
      floats((s) => s.features.energy),
      [count, FRAMES],
    ),
    target: npy(
      floats((s) => s.melody),
      [count, SLOTS],
    ),
    score: npy(
      floats((s) => [s.score]),
      [count],
    ),
    kind: npy(
      Uint8Array.from(samples, (s) => KINDS.indexOf(s.kind)),
      [count],
    ),
    index: npy(
      floats((s) => [s.index]),
      [count],
    ),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, `${name}.npy`), bytes);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: "6000" },
      seed: { type: "string", default: "1" },
      workers: { type: "string", default: "2" },
      out: { type: "string" },
    },
  });
  if (values.out === undefined) throw new Error("say where to: --out DIR");
  const count = Number(values.count);
  const workers = Number(values.workers);
  const shares = Array.from({ length: workers }, (_, worker) => ({
    seed: Number(values.seed),
    indices: Array.from({ length: count }, (_, index) => index).filter((index) => index % workers === worker),
  }));
  const samples = (await Promise.all(shares.map(inWorker))).flat().sort((a, b) => a.index - b.index);
  for (const [split, has] of Object.entries(SPLITS)) {
    await write(
      join(values.out, split),
      samples.filter(({ index }) => has(index)),
    );
  }
  await writeFile(join(values.out, "kinds.json"), `${JSON.stringify(KINDS)}\n`);
}

if (isMainThread) await main();
else parentPort?.postMessage(await makeShare(workerData as Share));
