import { createHash } from "node:crypto";
import { open, stat, type FileHandle } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

import { recordFile, syncFile, type FileRecord } from "./files.ts";

const POLL_MS = 20;
const PIECE_BYTES = 1 << 20;
const SYNC_BYTES = 32 << 20;

export interface FollowedFile {
  /** To be called when the writer is done: the bytes are on the disk, and this is what they are. */
  finish(): Promise<FileRecord>;
  /** Lets go of the file, finished or not. */
  stop(): Promise<void>;
}

/**
 * Hashes a file and sends it to the disk while another process still writes it, from its start to its end and nothing twice. The
 * engine takes a while to write a proving key, and one of its threads to do it: the second core would be idle.
 * A file that turns out to be another, or shorter or longer than what was hashed, is hashed again from its start.
 */
export function followFile(path: string): FollowedFile {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(PIECE_BYTES);
  let [written, stopped] = [false, false];
  let wake = (): void => undefined;
  const woken = new Promise<void>((resolve) => (wake = resolve));
  let position = 0;
  let syncing: Promise<unknown> = Promise.resolve();
  let handle: FileHandle | undefined;

  const follow = async (): Promise<void> => {
    for (let synced = 0; !stopped;) {
      const last = written; // whatever is written by now is found by the read below
      handle ??= await open(path, "r+").catch(() => undefined);
      const bytes =
        handle === undefined ? 0 : (await handle.read(buffer, 0, PIECE_BYTES, position)).bytesRead;
      hash.update(buffer.subarray(0, bytes));
      position += bytes;
      if (position - synced >= SYNC_BYTES) {
        synced = position;
        const open = handle;
        syncing = syncing.then(async () => open?.datasync());
        syncing.catch(() => undefined);
      }
      if (bytes > 0) continue;
      if (last) return;
      await Promise.race([delay(POLL_MS), woken]);
    }
  };
  const following = follow();
  following.catch(() => undefined);

  return {
    async finish() {
      written = true;
      wake();
      try {
        await following;
        await syncing;
        const [followed, present] = await Promise.all([
          handle?.stat({ bigint: true }),
          stat(path, { bigint: true }),
          syncFile(path),
        ]);
        const same =
          followed?.ino === present.ino && followed.dev === present.dev && present.size === BigInt(position);
        if (!same) return await recordFile(path);
        return { sha256: hash.digest("hex"), bytes: position, mtime: String(present.mtimeNs) };
      } finally {
        await handle?.close();
        handle = undefined;
      }
    },
    async stop() {
      stopped = true;
      wake();
      await following.catch(() => undefined);
      await syncing.catch(() => undefined);
      await handle?.close();
      handle = undefined;
    },
  };
}
