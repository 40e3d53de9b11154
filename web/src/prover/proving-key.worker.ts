import { WasmBytesEngine, type WasmBytes } from "../../../src/engine/wasm/bytes.ts";

import { loadEngine } from "./load-engine.ts";
import type { SentError } from "./messages.ts";
import { sendError } from "./sent-error.ts";

export interface KeyRequest {
  readonly model: string;
  readonly threads: number;
  readonly vk: WasmBytes;
  readonly circuit: WasmBytes;
  readonly srs: WasmBytes;
}

export type KeyAnswer = { readonly pk: Uint8Array<ArrayBuffer> } | { readonly error: SentError };

addEventListener("message", ({ data }: MessageEvent<KeyRequest>) => {
  void makeKey(data).then(
    (pk) => postMessage({ pk } satisfies KeyAnswer, { transfer: [pk.buffer] }),
    (error: unknown) => postMessage({ error: sendError(error) } satisfies KeyAnswer),
  );
});

async function makeKey({ model, threads, vk, circuit, srs }: KeyRequest): Promise<Uint8Array<ArrayBuffer>> {
  const engine = new WasmBytesEngine(await loadEngine(threads), model);
  return engine.provingKey(vk, circuit, srs) as Uint8Array<ArrayBuffer>;
}
