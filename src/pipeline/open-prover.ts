import type { Prover } from "../engine/engine.ts";
import { WasmEngine } from "../engine/wasm/engine.ts";

import type { Model } from "./model.ts";
import { LazyEngine, type Workspace } from "./workspace.ts";

export interface OpenableProver {
  readonly get: () => Promise<Prover>;
  close(): Promise<void>;
}

/** The prover of the asked kind in the model's own engine release, opened at first use. */
export function openProver(workspace: Workspace, model: Model, kind: "native" | "wasm"): OpenableProver {
  if (kind === "native") return new LazyEngine(workspace, model.config.engine, model.name);
  let engine: Promise<WasmEngine> | undefined;
  return {
    get: async () => (engine ??= WasmEngine.open(model.config.engine, model.name)),
    close: async () => (await engine)?.close(),
  };
}
