import { createHash } from "node:crypto";
import { open, readFile, rm, stat, type FileHandle } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

import type { Dispatcher } from "undici";

import { EzklError } from "../errors/base.ts";
import { DownloadError, DownloadMismatchError } from "../errors/srs.ts";
import { deadline, get, openAgent, overallMs, reasonOf, UnacceptableAnswerError } from "../net/get.ts";
import { sha256File, syncFile, writeFileAtomic } from "../pipeline/files.ts";

import type { PublishedSrs } from "./published.ts";

export interface DownloadOptions {
  onProgress?: (bytes: number, total: number) => void;
  /** Longest silence of the server, milliseconds. */
  silenceMs?: number;
  /** What one run may take altogether, milliseconds; what has come by then stays for the next run. Default: see {@link overallMs}. */
  overallMs?: number;
  /** Attempts in a row that bring not one byte before it is given up. */
  attempts?: number;
  /** Wait before another attempt, milliseconds; longer after each that brought nothing. */
  pauseMs?: number;
}

const SILENCE_MS = 30_000;

/**
 * Downloads a published file to `part`, which has the published bytes when this returns. A connection that breaks is taken up again where
 * it broke (Range with If-Range, so that the two halves are of the same file), by a later run too: `part` is left for it. What has the
 * wrong length or hash is removed. Proxies are those of HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
 * @throws DownloadError, DownloadMismatchError
 */
export async function download(
  file: PublishedSrs,
  part: string,
  options: DownloadOptions = {},
): Promise<void> {
  const { attempts = 5, pauseMs = 1000 } = options;
  const agent = openAgent(options.silenceMs ?? SILENCE_MS);
  const signal = deadline(options.overallMs ?? overallMs(file.bytes));
  try {
    for (let idle = 0; (await sizeOf(part)) < file.bytes;) {
      const before = await sizeOf(part);
      try {
        await receive(file, part, { ...options, agent, signal });
      } catch (error) {
        if (error instanceof EzklError) throw error;
        if (signal.aborted || error instanceof UnacceptableAnswerError)
          throw new DownloadError(file.url, reasonOf(error, signal), error);
        idle = (await sizeOf(part)) > before ? 0 : idle + 1;
        if (idle >= attempts) throw new DownloadError(file.url, reasonOf(error, signal), error);
        await delay(pauseMs * 2 ** idle, undefined, { signal }).catch(() => undefined);
      }
    }
    await requireDigest(file, part);
  } catch (error) {
    if (error instanceof DownloadMismatchError) await forget(part);
    throw error;
  } finally {
    await agent.destroy();
  }
  await rm(etagBeside(part), { force: true });
}

async function requireDigest({ url, bytes, sha256 }: PublishedSrs, part: string): Promise<void> {
  const size = await sizeOf(part);
  if (size !== bytes) throw new DownloadMismatchError(url, `${size} bytes instead of ${bytes}`);
  const found = await sha256File(part);
  if (found !== sha256)
    throw new DownloadMismatchError(url, `sha-256 ${found.slice(0, 16)}… instead of ${sha256.slice(0, 16)}…`);
}

interface Connection extends DownloadOptions {
  agent: Dispatcher;
  signal: AbortSignal;
}

/** One connection: from what is there already to the end, or to where it breaks. */
async function receive(
  file: PublishedSrs,
  part: string,
  { onProgress, silenceMs = SILENCE_MS, agent, signal }: Connection,
): Promise<void> {
  const etag = await readFile(etagBeside(part), "utf8").catch(() => "");
  // Halves are only put together when the server itself says that they are of the same file.
  const have = etag === "" ? 0 : await sizeOf(part);
  const headers: Record<string, string> = have > 0 ? { range: `bytes=${have}-`, "if-range": etag } : {};
  const answer = await get(file.url, { agent, headers, silenceMs, signal, redirects: "any" });
  const start = startOf(answer, file, have);
  // Never the validator of one file beside the bytes of another.
  if (start === 0) await rm(part, { force: true });
  await writeFileAtomic(etagBeside(part), strongEtag(answer), { durable: false });
  const handle = await open(part, start === 0 ? "wx" : "r+");
  try {
    await write(answer, handle, start, file, onProgress);
  } finally {
    await handle.close();
  }
  await syncFile(part);
}

async function write(
  answer: Dispatcher.ResponseData,
  handle: FileHandle,
  start: number,
  { url, bytes }: PublishedSrs,
  onProgress: DownloadOptions["onProgress"],
): Promise<void> {
  let at = start;
  await handle.truncate(start);
  for await (const piece of answer.body as AsyncIterable<Buffer>) {
    if (at + piece.length > bytes) throw new DownloadMismatchError(url, `more than ${bytes} bytes`);
    await handle.write(piece, 0, piece.length, at);
    at += piece.length;
    onProgress?.(at, bytes);
  }
  if (at < bytes) throw new Error(`the connection ended after ${at} of ${bytes} bytes`);
}

/** Where the answer's bytes belong. @throws DownloadError, DownloadMismatchError; any other error is worth another attempt */
function startOf(
  { statusCode, headers }: Dispatcher.ResponseData,
  { url, bytes }: PublishedSrs,
  have: number,
): number {
  if (statusCode === 206) {
    const [, first, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(String(headers["content-range"])) ?? [];
    if (Number(total) !== bytes)
      throw new DownloadMismatchError(url, `a file of ${total ?? "unknown"} bytes instead of ${bytes}`);
    if (Number(first) !== have)
      throw new DownloadMismatchError(url, `bytes from ${first} on instead of from ${have}`);
    return have;
  }
  if (statusCode === 200) {
    const length = headers["content-length"];
    if (length !== undefined && Number(length) !== bytes)
      throw new DownloadMismatchError(url, `${String(length)} bytes instead of ${bytes}`);
    return 0;
  }
  if (statusCode === 416) throw new DownloadMismatchError(url, `no more than ${have} bytes`);
  if (statusCode === 408 || statusCode === 429 || statusCode >= 500)
    throw new Error(`HTTP status ${statusCode}`);
  throw new DownloadError(url, `HTTP status ${statusCode}`);
}

function strongEtag({ headers }: Dispatcher.ResponseData): string {
  const etag = headers["etag"];
  return typeof etag === "string" && !etag.startsWith("W/") ? etag : "";
}

function etagBeside(part: string): string {
  return `${part}.etag`;
}

/** The name of what has come so far of a URL: another mirror's half is another file. */
export function partBeside(path: string, url: string): string {
  return `${path}.${createHash("sha256").update(url).digest("hex").slice(0, 8)}.part`;
}

async function forget(part: string): Promise<void> {
  await Promise.all([part, etagBeside(part)].map(async (path) => rm(path, { force: true })));
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
