import { basename, dirname, join, resolve } from "node:path";

import { isFile, readTextRequired } from "../../../src/pipeline/files.ts";
import { writePrivateFile } from "../private-file.ts";

import { formatSignedCapture, parseSignedCapture, type SignedCapture } from "./signed-capture.ts";

/** Folder that captures are written to when nothing else is said; it tells git to ignore it. */
export const CAPTURE_FOLDER = "captures";

/** @throws FileMissingError, ArtifactMalformedError, ArtifactInvalidError */
export async function readSignedCapture(path: string): Promise<SignedCapture> {
  const text = await readTextRequired(path, "the capture", "make one: npx hardhat registry capture");
  return parseSignedCapture(text, path);
}

/** Writes a capture where only its owner can read it. @returns the absolute path */
export async function writeSignedCapture(path: string, signed: SignedCapture): Promise<string> {
  const file = resolve(path);
  await writePrivateFile(file, formatSignedCapture(signed));
  const ignore = join(dirname(file), ".gitignore");
  if (basename(dirname(file)) === CAPTURE_FOLDER && !(await isFile(ignore)))
    await writePrivateFile(ignore, "# Captures are private: none of them belongs in a repository.\n*\n");
  return file;
}
