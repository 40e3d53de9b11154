import { wasmBytes, type WasmBytes } from "../../../src/engine/wasm/bytes.ts";

import { KeyDiffersError } from "./errors.ts";
import type { PlacedCircuit } from "./messages.ts";
import { keepCached, readCached } from "./part-cache.ts";
import { loadParts, type Tell } from "./parts.ts";
import type { KeyAnswer, KeyRequest } from "./proving-key.worker.ts";
import { receiveError } from "./sent-error.ts";
import { hexSha256 } from "./sha256.ts";

/** The proving key: sent, or made here when it is too large for that. @throws KeyDiffersError */
export async function loadProvingKey(placed: PlacedCircuit, threads: number, tell: Tell): Promise<WasmBytes> {
  const { pk } = placed.circuit.parts;
  const { model } = placed.circuit.manifest;
  if (pk.sent) return (await loadParts(placed, ["pk"], tell)).pk;
  const cached = await readCached(pk);
  if (cached !== undefined) return wasmBytes(cached);
  tell({ step: "keys" });
  const parts = await loadParts(placed, ["vk", "circuit", "srs"], tell);
  const made = await makeElsewhere({ model, threads, ...parts });
  if ((await hexSha256(made)) !== pk.sha256) throw new KeyDiffersError(model);
  await keepCached(pk, made);
  return wasmBytes(made);
}

/** In a worker of its own: the memory that this takes is free again when it ends. */
async function makeElsewhere(request: KeyRequest): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(new URL("./proving-key.worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<KeyAnswer>) => {
        if ("pk" in data) resolve(data.pk);
        else reject(receiveError(data.error));
      });
      worker.addEventListener("error", ({ message }) => reject(receiveError({ message })));
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
  }
}
