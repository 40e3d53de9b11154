import { readFile, stat } from "node:fs/promises";

import { EzklError } from "../../src/errors/base.ts";
import { WasmBytesEngine, wasmBytes } from "../../src/engine/wasm/bytes.ts";
import { WASM_VERSION } from "../../src/engine/wasm/engine.ts";
import { loadWasmModule } from "../../src/engine/wasm/module.ts";
import { EngineMismatchError, EngineStepError } from "../../src/errors/engine.ts";
import { NotBuiltError } from "../../src/errors/pipeline.ts";
import { checkOutput, openBuilt } from "../../src/pipeline/built.ts";
import { engineInput, readInput } from "../../src/pipeline/input.ts";
import { listModels, loadModel, type Model } from "../../src/pipeline/model.ts";
import type { Workspace } from "../../src/pipeline/workspace.ts";
import { CircuitRefusedError } from "../errors.ts";
import { partPath, PARTS_FOLDER, type Catalogue, type Circuit, type Part } from "../src/prover/catalogue.ts";

/** A proving key beyond this is not sent: the page makes it from the circuit. */
const MOST_BYTES = 100e6;

export interface SentFile {
  path: string;
  bytes: number;
}

/** What the page knows of the project's circuits, and where the files are that it asks for. */
export interface Collected {
  catalogue: Catalogue;
  /** By name under the folder. */
  files: ReadonlyMap<string, SentFile>;
}

/** Looks up every model of the project; one that is not built, or is built no more, has its reason instead. */
export async function collectCircuits(project: Workspace): Promise<Collected> {
  const catalogue: Catalogue = {};
  const files = new Map<string, SentFile>();
  for (const name of (await listModels(project.paths)).keys()) {
    try {
      const { circuit, paths } = await collectCircuit(project, name);
      catalogue[name] = circuit;
      for (const [part, path] of paths)
        files.set(partPath(part).slice(PARTS_FOLDER.length + 1), { path, bytes: part.bytes });
    } catch (error) {
      if (!(error instanceof EzklError)) throw error;
      const again = error instanceof NotBuiltError ? ", then start or build the page again" : "";
      catalogue[name] = { missing: error.what, remedy: `${error.remedy}${again}` };
    }
  }
  return { catalogue, files };
}

interface CollectedCircuit {
  circuit: Circuit;
  paths: readonly (readonly [Part, string])[];
}

async function collectCircuit(project: Workspace, name: string): Promise<CollectedCircuit> {
  const model = await loadModel(project.paths, name);
  const built = await openBuilt(project, model);
  const { manifest, settings, signature, srs } = built;
  const { paths } = model;
  if (manifest.engine !== WASM_VERSION)
    throw new EngineMismatchError(paths.circuit, manifest.engine, `${WASM_VERSION} (wasm)`);
  await checkOutput(built, "circuit", "circuit", paths.circuit);
  await checkOutput(built, "keys", "vk", paths.vk);
  await checkOutput(built, "keys", "pk", paths.pk);
  await tryWitness(model);
  const pkSha256 = manifest.pkSha256 ?? built.state["keys"]?.outputs["pk"]?.sha256 ?? "";
  const circuit = await partOf(paths.circuit, manifest.circuitSha256);
  const vk = await partOf(paths.vk, manifest.vkSha256);
  const pk = await partOf(paths.pk, pkSha256);
  const ofSrs = await partOf(srs.path, srs.sha256);
  const sent = pk.bytes <= MOST_BYTES;
  return {
    circuit: {
      ...{ manifest, settings },
      signature: { ...signature, opTypes: [...signature.opTypes] } as Circuit["signature"],
      parts: { circuit, vk, srs: ofSrs, pk: { ...pk, sent } },
    },
    paths: [
      [circuit, paths.circuit],
      [vk, paths.vk],
      [ofSrs, srs.path],
      ...(sent ? ([[pk, paths.pk]] as const) : []),
    ],
  };
}

/** There are circuits that the native engine runs and the wasm engine does not; the sample input tells. @throws CircuitRefusedError */
async function tryWitness(model: Model): Promise<void> {
  const { paths, name } = model;
  const { input_data: sample } = readInput(await readFile(paths.input, "utf8"), paths.input);
  const input = new TextEncoder().encode(engineInput(model, sample, undefined));
  const circuit = wasmBytes(await readFile(paths.circuit));
  const engine = new WasmBytesEngine(await loadWasmModule(), name);
  try {
    engine.witness(circuit, wasmBytes(input));
  } catch (error) {
    throw error instanceof EngineStepError ? new CircuitRefusedError(name, error) : error;
  }
}

async function partOf(path: string, sha256: string): Promise<Part> {
  return { sha256, bytes: (await stat(path)).size };
}
