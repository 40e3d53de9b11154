import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { readImage } from "../capture/read-image.ts";
import { CaptureFormatError } from "../errors.ts";
import { capturesOf, type FingerCaptures, type Wanted } from "./captures.ts";

/** Names as public sets of fingerprints have them: finger, press, suffix. */
const NAME = /^(.+)_(\d+)\.(png|pgm)$/i;

/**
 * A folder of real images, `<finger>_<press>.png` or `.pgm`, through the same device as the synthetic ones.
 *
 * @throws CaptureFormatError when there is no such file, or one cannot be read
 */
export async function folderCaptures(folder: string, wanted: Wanted, dpi: number): Promise<FingerCaptures[]> {
  const fingers = new Map<string, { press: number; file: string }[]>();
  for (const file of await readdir(folder)) {
    const [, finger, press] = NAME.exec(file) ?? [];
    if (finger === undefined) continue;
    const files = fingers.get(finger) ?? [];
    fingers.set(finger, [...files, { press: Number(press), file }]);
  }
  if (fingers.size === 0)
    throw new CaptureFormatError(folder, "no file is named <finger>_<press>.png or .pgm");
  const captures: FingerCaptures[] = [];
  for (const [finger, files] of [...fingers].sort(([a], [b]) =>
    a.localeCompare(b, "en", { numeric: true }),
  )) {
    const images = await Promise.all(
      files
        .sort((a, b) => a.press - b.press)
        .map(async ({ file }) => readImage(await readFile(join(folder, file)), file, dpi)),
    );
    captures.push(capturesOf(finger, "unknown", images, wanted));
  }
  return captures;
}
