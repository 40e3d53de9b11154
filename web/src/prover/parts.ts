import { wasmBytes, type WasmBytes } from "../../../src/engine/wasm/bytes.ts";

import type { Part } from "./catalogue.ts";
import { download } from "./download.ts";
import type { PlacedCircuit } from "./messages.ts";
import { keepCached, readCached } from "./part-cache.ts";
import type { ProvingProgress } from "./types.ts";

export type Tell = (progress: ProvingProgress) => void;

type PartName = keyof PlacedCircuit["circuit"]["parts"];

/** A circuit's files, from the cache or the site, one after the other; progress counts what is downloaded. */
export async function loadParts<Name extends PartName>(
  { circuit: { parts }, base }: PlacedCircuit,
  names: readonly Name[],
  tell: Tell,
): Promise<Record<Name, WasmBytes>> {
  const cached = await Promise.all(names.map(async (name) => readCached(parts[name])));
  const total = names.reduce((sum, name, at) => sum + (cached[at] === undefined ? parts[name].bytes : 0), 0);
  const loaded: Partial<Record<Name, WasmBytes>> = {};
  let before = 0;
  for (const [at, name] of names.entries()) {
    const part: Part = parts[name];
    let bytes = cached[at];
    if (bytes === undefined) {
      const start = before;
      const onBytes = (arrived: number): void => {
        const done = start + arrived;
        tell({ step: "download", fraction: done / total, bytes: { done, total } });
      };
      bytes = await download(part, base, onBytes);
      await keepCached(part, bytes);
      before += part.bytes;
    }
    loaded[name] = wasmBytes(bytes);
  }
  return loaded as Record<Name, WasmBytes>;
}
