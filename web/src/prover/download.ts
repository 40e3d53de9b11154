import { partPath, type Part } from "./catalogue.ts";
import { DownloadDamagedError, DownloadError } from "./errors.ts";
import { hexSha256 } from "./sha256.ts";

export type OnBytes = (done: number) => void;

/**
 * Downloads one file as it arrives and compares it with its digest.
 * @param base the page's folder, absolute
 * @throws DownloadError, DownloadDamagedError
 */
export async function download(part: Part, base: string, onBytes: OnBytes): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(partPath(part), base).href;
  const response = await fetch(url, { cache: "no-store" }).catch((cause: unknown) => {
    throw new DownloadError(url, "the site does not answer", cause);
  });
  if (!response.ok || response.body === null)
    throw new DownloadError(url, `the site answers ${response.status}`);
  const bytes = new Uint8Array(part.bytes);
  let done = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { value } = await reader.read().catch((cause: unknown) => {
      throw new DownloadError(url, `it broke off after ${done} of ${part.bytes} bytes`, cause);
    });
    if (value === undefined) break;
    if (done + value.length > part.bytes) {
      await reader.cancel();
      throw new DownloadDamagedError(url, `it has more than ${part.bytes} bytes`);
    }
    bytes.set(value, done);
    done += value.length;
    onBytes(done);
  }
  if (done !== part.bytes) throw new DownloadDamagedError(url, `${done} bytes instead of ${part.bytes}`);
  const found = await hexSha256(bytes);
  if (found !== part.sha256)
    throw new DownloadDamagedError(
      url,
      `sha-256 ${found.slice(0, 16)}… instead of ${part.sha256.slice(0, 16)}…`,
    );
  return bytes;
}
