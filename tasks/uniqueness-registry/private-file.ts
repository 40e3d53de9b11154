import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { asDiskFull, temporaryBeside } from "../../src/pipeline/files.ts";

/** For the owner's eyes alone. */
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** Writes a whole file or none, which only its owner can read from the first byte on. @throws DiskFullError */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
  const temporary = temporaryBeside(path);
  try {
    await writeFile(temporary, text, { mode: PRIVATE_FILE });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw asDiskFull(error, path);
  }
}
