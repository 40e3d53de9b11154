import { parseWitness } from "../../../src/artifacts/witness.ts";
import { poseidonBy, WasmBytesEngine, wasmBytes } from "../../../src/engine/wasm/bytes.ts";
import { feltFromLe } from "../../../src/field/felt.ts";
import { checkInput, engineInput } from "../../../src/pipeline/input.ts";
import {
  asRangeError,
  limbsFor,
  ownOutputs,
  readEngineProof,
  unverifiable,
} from "../../../src/pipeline/proving.ts";
import { layoutOf } from "../../../src/statement/layout.ts";
import { proofFileOf } from "../../../tasks/connection/proof-file.ts";

import { loadEngine } from "./load-engine.ts";
import type { Job, Request, Results } from "./messages.ts";
import { loadParts, type Tell } from "./parts.ts";
import { loadProvingKey } from "./proving-key.ts";

type JobOf<Kind extends Job["do"]> = Extract<Job, { do: Kind }>;

/** Named in errors about the input. */
const WHERE = "this page's input";

export async function doJob({ job, threads }: Request, tell: Tell): Promise<Results[keyof Results]> {
  switch (job.do) {
    case "prove":
      return prove(job, threads, tell);
    case "run":
      return run(job, threads, tell);
    case "poseidon":
      return poseidonBy(await loadEngine(threads), job.values);
  }
}

/** Witness, proof, and the engine's check of it: as in Node, on bytes instead of files. */
async function prove(job: JobOf<"prove">, threads: number, tell: Tell): Promise<Results["prove"]> {
  const { settings, signature, manifest } = job.circuit;
  const { model } = manifest;
  const limbs = limbsFor(manifest, job.context);
  checkInput(job.input, signature, settings, WHERE);
  const layout = layoutOf({ model, settings, signature, context: manifest.context });

  tell({ step: "download" });
  const { circuit, vk, srs } = await loadParts(job, ["circuit", "vk", "srs"], tell);
  const pk = await loadProvingKey(job, threads, tell);
  const engine = new WasmBytesEngine(await loadEngine(threads), model);

  const start = performance.now();
  tell({ step: "witness" });
  const input = textBytes(engineInput({ config: manifest }, job.input, limbs));
  const witness = guarded(() => engine.witness(circuit, input));
  tell({ step: "prove" });
  const proof = engine.prove(asBytes(witness), pk, circuit, srs);
  tell({ step: "verify" });
  if (!engine.verify(asBytes(proof), vk, textBytes(JSON.stringify(settings)), srs)) throw unverifiable(model);
  const seconds = (performance.now() - start) / 1000;

  const made = readEngineProof(new TextDecoder().decode(proof), layout);
  const built = { model: { name: model }, manifest, layout };
  return { file: proofFileOf({ ...made, context: job.context, built }), seconds };
}

async function run(job: JobOf<"run">, threads: number, tell: Tell): Promise<Results["run"]> {
  const { settings, signature, manifest } = job.circuit;
  checkInput(job.input, signature, settings, WHERE);
  tell({ step: "download" });
  const { circuit } = await loadParts(job, ["circuit"], tell);
  tell({ step: "witness" });
  const engine = new WasmBytesEngine(await loadEngine(threads), manifest.model);
  const input = textBytes(engineInput({ config: manifest }, job.input, undefined));
  const witness = guarded(() => engine.witness(circuit, input));
  const { outputs } = parseWitness(new TextDecoder().decode(witness), "witness");
  return ownOutputs(manifest, outputs).map((tensor) => tensor.map((felt) => feltFromLe(felt)));
}

function guarded<T>(witness: () => T): T {
  try {
    return witness();
  } catch (error) {
    throw asRangeError(error, WHERE);
  }
}

const textBytes = (text: string) => wasmBytes(new TextEncoder().encode(text));
const asBytes = (bytes: Uint8Array) => wasmBytes(bytes as Uint8Array<ArrayBuffer>);
