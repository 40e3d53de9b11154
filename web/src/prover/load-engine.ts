import init, { initThreadPool } from "@ezkljs/engine/web/ezkl.js";
import * as engine from "@ezkljs/engine/web/ezkl.js";

import type { WasmModule } from "../../../src/engine/wasm/bytes.ts";

let loaded: Promise<WasmModule> | undefined;

/** The wasm engine in this worker, once. @param threads 1 where memory cannot be shared */
export async function loadEngine(threads: number): Promise<WasmModule> {
  return (loaded ??= start(threads));
}

async function start(threads: number): Promise<WasmModule> {
  await init();
  if (threads > 1) await initThreadPool(threads);
  return engine;
}
