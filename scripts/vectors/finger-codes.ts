import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

import { z } from "zod";

import { sealCapture, SALT_BYTES } from "../../models/biometric-code/capture/seal.ts";
import { CODE_BITS, codeOf } from "../../models/biometric-code/code.ts";
import { syntheticCaptures, type SyntheticShare } from "../../models/biometric-code/dataset/synthetic.ts";
import { FloatRuntime } from "../../src/engine/float/runtime.ts";
import { userCacheDir } from "../../src/pipeline/cache-dir.ts";
import { sha256 } from "../../src/pipeline/files.ts";

/**
 * Writes test/vectors/biometric-code/codes-3k.{bin,json}: the codes that the model gives synthetic fingers. Drawing the fingers takes long, so
 * nothing is done where the file is of the ONNX file that is there. `npm run record -- uniqueness-registry` runs this.
 */
const ONNX = fileURLToPath(new URL("../../models/biometric-code/network.onnx", import.meta.url));
const BINARY = new URL("../../test/vectors/biometric-code/codes-3k.bin", import.meta.url);
const PROVENANCE = new URL("../../test/vectors/biometric-code/codes-3k.json", import.meta.url);
/** The data sets that models/biometric-code/README.md rates with and trains on, in the file's order. */
const SETS = [
  { seed: "3", fingers: 700, presses: 4, perCapture: 3 },
  { seed: "1", fingers: 2_000, presses: 6, perCapture: 1 },
  { seed: "2", fingers: 500, presses: 6, perCapture: 1 },
];
const WORKERS = 2;
const TIMEOUT_SECONDS = 600;

interface First {
  finger: number;
  patch: Uint8Array;
}

/** The first capture of each finger that the device took. */
function firstsOf(share: SyntheticShare): First[] {
  return syntheticCaptures(share).flatMap(({ name, patches: [patch] }) =>
    patch === undefined ? [] : [{ finger: Number(name), patch }],
  );
}

async function inWorkers({ fingers, ...set }: (typeof SETS)[number]): Promise<First[]> {
  const shares = Array.from({ length: WORKERS }, async (_, index) => {
    const indices = Array.from({ length: fingers }, (_, finger) => finger).filter(
      (finger) => finger % WORKERS === index,
    );
    const share: SyntheticShare = { ...set, conditions: "ordinary", indices };
    return new Promise<First[]>((resolve, reject) => {
      const worker = new Worker(fileURLToPath(import.meta.url), { workerData: share });
      worker.once("message", resolve);
      worker.once("error", reject);
    });
  });
  return (await Promise.all(shares)).flat().sort((a, b) => a.finger - b.finger);
}

async function codesOf(patches: readonly Uint8Array[]): Promise<bigint[]> {
  const float = await FloatRuntime.open({
    cacheDir: userCacheDir(),
    timeoutSeconds: TIMEOUT_SECONDS,
    label: "biometric-code",
  });
  try {
    // The salt goes into no code.
    const captures = patches.map((patch) => [[...sealCapture(patch, new Uint8Array(SALT_BYTES))]]);
    const answers = await float.run({ onnx: ONNX, samples: captures, variables: [] });
    return answers.map(([chunks = []]) => codeOf(chunks.map((chunk) => BigInt(chunk ?? NaN))));
  } finally {
    await float.close();
  }
}

async function main(): Promise<void> {
  const onnxSha256 = sha256(readFileSync(ONNX));
  const recorded: unknown = JSON.parse(readFileSync(PROVENANCE, "utf8"));
  if (z.object({ onnxSha256: z.string() }).parse(recorded).onnxSha256 === onnxSha256) {
    console.log("the codes are of this ONNX file: not made again");
    return;
  }
  const patches: Uint8Array[] = [];
  for (const set of SETS) {
    console.log(`${set.fingers} fingers of seed ${set.seed}`);
    for (const { patch } of await inWorkers(set)) patches.push(patch);
  }
  const codes = await codesOf(patches);
  const hex = codes.map((code) => code.toString(16).padStart(CODE_BITS / 4, "0")).join("");
  const sets = SETS.map(({ seed, fingers }) => `${seed} (${fingers.toLocaleString("en-US")})`).join(", ");
  writeFileSync(BINARY, Buffer.from(hex, "hex"));
  writeFileSync(
    PROVENANCE,
    `${JSON.stringify(
      {
        what: `codes of ${codes.length.toLocaleString("en-US")} synthetic fingers, ${CODE_BITS / 8} bytes each, chunk 0 first, its highest byte first`,
        fingers: `models/biometric-code/dataset/make.ts: seeds ${sets}, the first with three presses a capture; the first capture of each that the device took`,
        onnxSha256,
        command: "npm run record -- uniqueness-registry",
      },
      null,
      2,
    )}\n`,
  );
}

if (isMainThread) await main();
else parentPort?.postMessage(firstsOf(workerData as SyntheticShare));
