import type { Part } from "./catalogue.ts";
import { hexSha256 } from "./sha256.ts";

/** Files by their content, kept by the browser from one visit to the next. An entry is whole or it is not there. */
const CACHE = "hardhat-ezkl/circuits";

const keyOf = ({ sha256 }: Part): string => `/${sha256}`;

/** The file, when it is there and still has its content; a damaged entry is removed. */
export async function readCached(part: Part): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const cache = await caches.open(CACHE);
  const response = await cache.match(keyOf(part));
  if (response === undefined) return undefined;
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length === part.bytes && (await hexSha256(bytes)) === part.sha256) return bytes;
  await cache.delete(keyOf(part));
  return undefined;
}

/** Keeps a file whose content was compared with its digest; where there is no room it is not kept, and nothing else happens. */
export async function keepCached(part: Part, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.put(keyOf(part), new Response(bytes)).catch(() => undefined);
}

/** Removes what earlier builds of the page left. */
export async function keepOnly(parts: readonly Part[]): Promise<void> {
  const cache = await caches.open(CACHE);
  const wanted = new Set(parts.map((part) => new URL(keyOf(part), self.location.href).href));
  const others = (await cache.keys()).filter(({ url }) => !wanted.has(url));
  await Promise.all(others.map(async (request) => cache.delete(request)));
}
