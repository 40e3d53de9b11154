import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";

// Windows has neither.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/**
 * Opens a file that somebody else may have put there: no link is followed, and what is no regular file (a named pipe, a device) is refused without
 * waiting for anybody to write into it.
 * @throws Error of the system, or one that says that it is no regular file
 */
export async function openRegular(path: string): Promise<FileHandle> {
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    if ((await handle.stat()).isFile()) return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  throw new Error(`${path} is no regular file`);
}

/** The text of such a file; undefined where there is none, or it is longer than `most` bytes. */
export async function readRegularText(path: string, most: number): Promise<string | undefined> {
  const handle = await openRegular(path).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    // One byte more than allowed tells; what the size says may change while it is read.
    const buffer = Buffer.alloc(Math.min((await handle.stat()).size, most) + 1);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return bytesRead > most ? undefined : buffer.subarray(0, bytesRead).toString("utf8");
  } finally {
    await handle.close();
  }
}
