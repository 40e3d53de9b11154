import { createWriteStream } from "node:fs";
import { copyFile, readFile, stat } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

import { StoreSourceError } from "../errors/store.ts";

import { entryName, MAX_ENTRY_BYTES, type StoredObject, type StoreEntry } from "./entry.ts";
import { StoreFolder } from "./folder.ts";

/** Where shared objects come from; nothing that it says or sends is believed before it is checked. */
export interface StoreSource {
  /** The entry's text; undefined when there is none. */
  entryText(wanted: Pick<StoreEntry, "step" | "fingerprint">): Promise<string | undefined>;
  /** Writes an object to `place`, not more bytes than it should have; the content is not checked. */
  fetch(object: StoredObject, place: string, onProgress: (bytes: number) => void): Promise<void>;
}

/** A server that has sent nothing for so long has stopped. */
const IDLE_MS = 30_000;

/** @throws StoreSourceError from the source's functions, for whatever goes wrong */
export function sourceAt(shared: string, idleMs: number = IDLE_MS): StoreSource {
  return /^https?:\/\//.test(shared) ? httpSource(shared, idleMs) : folderSource(shared);
}

function folderSource(directory: string): StoreSource {
  const folder = new StoreFolder(directory);
  return {
    entryText: async (wanted) => readFile(folder.entry(wanted), "utf8").catch(() => undefined),
    fetch: async (object, place) => {
      const path = folder.object(object);
      const size = await stat(path).then(
        (found) => found.size,
        () => undefined,
      );
      if (size !== object.bytes)
        throw new StoreSourceError(path, `${size ?? "no"} bytes instead of ${object.bytes}`);
      await copyFile(path, place);
    },
  };
}

function httpSource(base: string, idleMs: number): StoreSource {
  const urlOf = (...parts: string[]): string => `${base.replace(/\/+$/, "")}/${parts.join("/")}`;
  return {
    async entryText(wanted) {
      const url = urlOf("index", entryName(wanted));
      return request(url, idleMs, async (response, alive) => {
        if (response.status === 404) return undefined;
        const pieces: Uint8Array[] = [];
        for await (const piece of limited(response, url, MAX_ENTRY_BYTES)) {
          alive();
          pieces.push(piece);
        }
        return Buffer.concat(pieces).toString("utf8");
      });
    },
    async fetch(object, place, onProgress) {
      const url = urlOf("objects", object.sha256);
      await request(url, idleMs, async (response, alive, signal) => {
        let received = 0;
        const count = new Transform({
          transform(piece: Buffer, _, done) {
            alive();
            onProgress((received += piece.length));
            done(null, piece);
          },
        });
        await pipeline(limited(response, url, object.bytes), count, createWriteStream(place), { signal });
      });
    },
  };
}

/** One GET; ended when nothing has come for `idleMs` since the last call of `alive`. */
async function request<T>(
  url: string,
  idleMs: number,
  read: (response: Response, alive: () => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Error(`silent for ${idleMs / 1000} s`)), idleMs);
  try {
    const response = await fetch(url, { signal: controller.signal });
    if (!response.ok && response.status !== 404) throw new Error(`status ${response.status}`);
    return await read(response, () => timer.refresh(), controller.signal);
  } catch (error) {
    if (error instanceof StoreSourceError) throw error;
    const reason: unknown = controller.signal.aborted ? controller.signal.reason : error;
    const { message, cause } = reason as Error & { cause?: unknown };
    throw new StoreSourceError(url, cause instanceof Error ? `${message} (${cause.message})` : message);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

/** The body, as long as it is not longer than allowed. */
async function* limited(response: Response, url: string, most: number): AsyncGenerator<Uint8Array> {
  if (response.status === 404) throw new StoreSourceError(url, "it is not there (404)");
  let received = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    received += piece.length;
    if (received > most) throw new StoreSourceError(url, `more than ${most} bytes`);
    yield piece;
  }
}
