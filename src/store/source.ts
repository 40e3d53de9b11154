import { createWriteStream } from "node:fs";
import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";

import { StoreSourceError } from "../errors/store.ts";
import { deadline, get, openAgent, overallMs, reasonOf } from "../net/get.ts";

import type { StoredObject } from "./entry.ts";
import { StoreFolder } from "./folder.ts";
import { openRegular } from "./regular-file.ts";

/** Where objects that a manifest names come from. Nothing that is sent is used before it is checked. */
export interface StoreSource {
  /**
   * Writes an object to `place`: as many bytes as it should have, or an error; the content is not checked.
   * @throws StoreSourceError, and errors of the file system at `place`
   */
  fetch(object: StoredObject, place: string, onProgress: (bytes: number) => void): Promise<void>;
}

export interface SourceLimits {
  /** A server that has sent nothing for so long has stopped, milliseconds. */
  idleMs?: number | undefined;
  /** What one object may take altogether, milliseconds; default: see {@link overallMs}. */
  overallMs?: number | undefined;
}

const IDLE_MS = 30_000;

export function sourceAt(shared: string, limits: SourceLimits = {}): StoreSource {
  return isUrl(shared) ? httpSource(shared, limits) : folderSource(shared, limits);
}

function isUrl(shared: string): boolean {
  return /^https?:\/\//.test(shared);
}

function folderSource(directory: string, limits: SourceLimits): StoreSource {
  const folder = new StoreFolder(directory);
  return {
    async fetch(object, place, onProgress) {
      const path = folder.object(object);
      const signal = deadline(limits.overallMs ?? overallMs(object.bytes));
      try {
        const handle = await openInside(directory, path);
        try {
          requireLength((await handle.stat()).size, object, path);
          // One byte more than there should be, to find out that a file has grown since.
          const content = handle.createReadStream({ start: 0, end: object.bytes, autoClose: false });
          await receive(content, { object, place, where: path, onProgress, signal });
        } finally {
          await handle.close();
        }
      } catch (error) {
        throw asSourceError(error, path, signal);
      }
    },
  };
}

/** Opens a file of the folder itself: neither it nor a folder on the way to it is a link to elsewhere. */
async function openInside(directory: string, path: string): ReturnType<typeof openRegular> {
  const [base, parent] = await Promise.all([realpath(directory), realpath(dirname(path))]);
  if (parent !== join(base, "objects")) throw new Error("its folder is a link to elsewhere");
  return openRegular(path);
}

function httpSource(base: string, { idleMs: silenceMs = IDLE_MS, ...limits }: SourceLimits): StoreSource {
  return {
    async fetch(object, place, onProgress) {
      const url = `${base.replace(/\/+$/, "")}/objects/${object.sha256}`;
      const signal = deadline(limits.overallMs ?? overallMs(object.bytes));
      const agent = openAgent(silenceMs);
      try {
        const answer = await get(url, { agent, silenceMs, signal, redirects: "same-origin" });
        if (answer.statusCode === 404) throw new StoreSourceError(url, "it is not there (404)");
        if (answer.statusCode !== 200) throw new StoreSourceError(url, `status ${answer.statusCode}`);
        const length = answer.headers["content-length"];
        if (length !== undefined) requireLength(Number(length), object, url);
        await receive(answer.body, { object, place, where: url, onProgress, signal });
      } catch (error) {
        throw asSourceError(error, url, signal);
      } finally {
        await agent.destroy();
      }
    },
  };
}

function requireLength(found: number, { bytes }: StoredObject, where: string): void {
  if (found !== bytes) throw new StoreSourceError(where, `${found} bytes instead of ${bytes}`);
}

function asSourceError(error: unknown, where: string, signal: AbortSignal): StoreSourceError {
  return error instanceof StoreSourceError
    ? error
    : new StoreSourceError(where, reasonOf(error, signal), error);
}

interface Receipt {
  object: StoredObject;
  place: string;
  where: string;
  onProgress: (bytes: number) => void;
  signal: AbortSignal;
}

/** Writes what comes to the place, no byte more than the object has. */
async function receive(content: AsyncIterable<Buffer>, receipt: Receipt): Promise<void> {
  const { object, place, where, onProgress, signal } = receipt;
  let received = 0;
  const counted = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      received += piece.length;
      if (received > object.bytes) throw new StoreSourceError(where, `more than ${object.bytes} bytes`);
      onProgress(received);
      yield piece;
    }
  };
  await pipeline(content, counted, createWriteStream(place), { signal });
  if (received !== object.bytes)
    throw new StoreSourceError(where, `it ended after ${received} of ${object.bytes} bytes`);
}
