import { createHash } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { DiskFullError, FileMissingError } from "../errors/pipeline.ts";

const PIECE_BYTES = 1 << 20;

/** What is recorded of a file so that a later look can tell, cheaply or for certain, whether it is still the same. */
export interface FileRecord {
  sha256: string;
  bytes: number;
  /** Nanoseconds; with the size, the cheap check. */
  mtime: string;
}

export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** Reads the next piece while it hashes the last, into two buffers that are used again: proving keys have hundreds of megabytes. */
export async function sha256File(path: string): Promise<string> {
  const hash = createHash("sha256");
  const handle = await open(path, "r");
  try {
    const read = async (buffer: Buffer): Promise<Buffer> =>
      buffer.subarray(0, (await handle.read(buffer, 0, buffer.length)).bytesRead);
    let [filling, spare] = [Buffer.allocUnsafe(PIECE_BYTES), Buffer.allocUnsafe(PIECE_BYTES)];
    let piece = await read(filling);
    while (piece.length > 0) {
      [filling, spare] = [spare, filling];
      const following = read(filling);
      hash.update(piece);
      piece = await following;
    }
  } finally {
    await handle.close();
  }
  return hash.digest("hex");
}

export async function recordFile(path: string): Promise<FileRecord> {
  const [digest, { size, mtimeNs }] = await Promise.all([sha256File(path), stat(path, { bigint: true })]);
  return { sha256: digest, bytes: Number(size), mtime: String(mtimeNs) };
}

/** True when size and modification time are the recorded ones. */
export async function looksUnchanged(path: string, record: FileRecord): Promise<boolean> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found !== undefined && Number(found.size) === record.bytes && String(found.mtimeNs) === record.mtime;
}

/** True when the content is the recorded one, whatever the time. */
export async function isIntact(path: string, record: Pick<FileRecord, "sha256" | "bytes">): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.size === record.bytes && (await sha256File(path).catch(() => "")) === record.sha256;
}

export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** @throws FileMissingError */
export async function readRequired(path: string, what: string, remedy?: string): Promise<Buffer> {
  return readFile(path).catch(() => {
    throw new FileMissingError(what, path, remedy);
  });
}

/** @throws FileMissingError */
export async function readTextRequired(path: string, what: string, remedy?: string): Promise<string> {
  return (await readRequired(path, what, remedy)).toString("utf8");
}

/** A name beside `path` that no finished file ever has. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
}

/** Removes temporary files that killed writers of `path` left beside it; only for one who holds the lock on it. */
export async function removeTemporaries(path: string): Promise<void> {
  const [directory, prefix] = [dirname(path), `.${basename(path)}.`];
  const entries = await readdir(directory).catch(() => []);
  const left = entries.filter((entry) => entry.startsWith(prefix) && entry.endsWith(".tmp"));
  await Promise.all(left.map(async (entry) => rm(join(directory, entry), { recursive: true, force: true })));
}

/** Puts a finished temporary file in its final place: its bytes reach the disk before the name does. */
export async function commitFile(temporary: string, path: string): Promise<void> {
  await syncFile(temporary);
  await rename(temporary, path);
}

/** Waits until a file's bytes are on the disk. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a whole file or none.
 * @param durable false leaves it to the system when the bytes reach the disk: after a power cut the file may be empty.
 * @throws DiskFullError
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array,
  { durable = true }: { durable?: boolean } = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = temporaryBeside(path);
  try {
    const handle = await open(temporary, "w");
    try {
      await handle.writeFile(data);
      if (durable) await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw asDiskFull(error, path);
  }
}

/** Writes only when the content differs, so that unchanged sources keep their time stamps. */
export async function writeIfChanged(path: string, text: string): Promise<boolean> {
  const present = await readFile(path, "utf8").catch(() => undefined);
  if (present === text) return false;
  await writeFileAtomic(path, text);
  return true;
}

/** Turns "no space left" in any of its forms into the one error for it. */
export function asDiskFull(error: unknown, where: string): unknown {
  const text = error instanceof Error ? error.message : String(error);
  return /ENOSPC|EDQUOT|no space left on device|os error 28|disk quota/i.test(text)
    ? new DiskFullError(where, text.slice(0, 200))
    : error;
}
