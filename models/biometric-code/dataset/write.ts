import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { PATCH, PATCH_BYTES } from "../capture/patch.ts";
import type { FingerCaptures } from "./captures.ts";
import { npy } from "./npy.ts";

/** Writes patches.npy and meta.json: what was asked for, how often the device refused, names and classes of the fingers. */
export async function writeDataset(
  folder: string,
  fingers: readonly FingerCaptures[],
  asked: { presses: number } & Record<string, unknown>,
): Promise<void> {
  const kept = fingers.filter(({ patches }) => patches.length > 0);
  const patches = kept.flatMap((finger) => finger.patches);
  const values = new Uint8Array(patches.length * PATCH_BYTES);
  patches.forEach((patch, index) => values.set(patch, index * PATCH_BYTES));
  const meta = {
    ...asked,
    mmPerPixel: PATCH.mmPerPixel,
    fingers: { kept: kept.length, refused: fingers.length - kept.length },
    images: { shown: sum(fingers, "pressed"), refused: sum(fingers, "refused") },
    imagesOfKept: { shown: sum(kept, "pressed"), refused: sum(kept, "refused") },
    names: kept.map(({ name }) => name),
    kinds: kept.map(({ kind }) => kind),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "patches.npy"), npy(values, [kept.length, asked.presses, PATCH_BYTES]));
  await writeFile(join(folder, "meta.json"), `${JSON.stringify(meta)}\n`);
}

function sum(fingers: readonly FingerCaptures[], what: "pressed" | "refused"): number {
  return fingers.reduce((total, finger) => total + finger[what], 0);
}
