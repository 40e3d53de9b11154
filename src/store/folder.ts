import { copyFile, constants, link, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";

import {
  asDiskFull,
  isFile,
  isIntact,
  recordFile,
  syncFile,
  temporaryBeside,
  writeFileAtomic,
  type FileRecord,
} from "../pipeline/files.ts";
import { withLock } from "../pipeline/lock.ts";

import { entryName, MAX_ENTRY_BYTES, parseEntry, type StoredObject, type StoreEntry } from "./entry.ts";
import { readRegularText } from "./regular-file.ts";

/** A folder of objects by sha-256 and of entries that say what they are: the user's own, an exported one, a shared one. */
export class StoreFolder {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  get index(): string {
    return join(this.directory, "index");
  }

  get objects(): string {
    return join(this.directory, "objects");
  }

  object({ sha256 }: Pick<StoredObject, "sha256">): string {
    return join(this.objects, sha256);
  }

  entry(wanted: Pick<StoreEntry, "step" | "fingerprint">): string {
    return join(this.index, entryName(wanted));
  }

  get #lock(): string {
    return join(this.directory, "store.lock");
  }

  /** Runs `work` while nobody else adds to the folder or removes from it. */
  async locked<T>(work: () => Promise<T>): Promise<T> {
    return withLock(this.#lock, work);
  }

  /** Takes over the lock of a writer that was killed, and removes what it had not finished; waits for one that runs. */
  async recover(): Promise<void> {
    if (!(await isFile(this.#lock))) return;
    await this.locked(async () => {
      for (const directory of [this.index, this.objects]) {
        const left = (await readdir(directory).catch(() => [])).filter((name) => name.endsWith(".tmp"));
        await Promise.all(left.map(async (name) => rm(join(directory, name), { force: true })));
      }
    });
  }

  async read(wanted: Pick<StoreEntry, "step" | "fingerprint">): Promise<StoreEntry | undefined> {
    const text = await readRegularText(this.entry(wanted), MAX_ENTRY_BYTES);
    return text === undefined ? undefined : parseEntry(text, wanted);
  }

  /** Adds files and then the entry that names them; each file's content is the one the entry says. @throws DiskFullError */
  async put(entry: StoreEntry, files: Readonly<Record<string, string>>): Promise<void> {
    await this.locked(async () => {
      for (const [name, object] of Object.entries(entry.outputs)) {
        const place = this.object(object);
        // An object that was damaged since is replaced.
        if (!(await isIntact(place, object))) await replaceObject(files[name] as string, place);
      }
      await writeFileAtomic(this.entry(entry), `${JSON.stringify(entry, null, 1)}\n`);
    });
  }

  /** Notes that an entry was of use: what was not for the longest time goes first. */
  async touch(wanted: Pick<StoreEntry, "step" | "fingerprint">): Promise<void> {
    const now = new Date();
    await utimes(this.entry(wanted), now, now).catch(() => undefined);
  }

  /** Puts an object at `place` if its content is the one that its name says. */
  async take(object: StoredObject, place: string): Promise<FileRecord | undefined> {
    try {
      await linkOrCopy(this.object(object), place);
      const record = await recordFile(place);
      if (record.sha256 === object.sha256 && record.bytes === object.bytes) return record;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw asDiskFull(error, place);
    }
    await rm(place, { force: true });
    return undefined;
  }

  async bytesOf(sha256: string): Promise<{ bytes: number; links: number } | undefined> {
    return stat(this.object({ sha256 })).then(
      ({ size, nlink }) => ({ bytes: size, links: nlink }),
      () => undefined,
    );
  }
}

async function replaceObject(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const temporary = temporaryBeside(to);
  try {
    await rm(temporary, { force: true });
    await linkOrCopy(from, temporary);
    await rename(temporary, to);
  } catch (error) {
    throw asDiskFull(error, to);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** One file under two names where the file system can: the engine never writes into a finished file, it makes another. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "EEXIST" || code === "ENOSPC") throw error;
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    await syncFile(to);
  }
}
