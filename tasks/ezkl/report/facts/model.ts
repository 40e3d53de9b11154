import { join } from "node:path";

import { parseTuningRecord, type TuningRecord } from "../../../../src/artifacts/tuning-record.ts";
import { NotBuiltError } from "../../../../src/errors/pipeline.ts";
import { appendContext } from "../../../../src/onnx/append-context.ts";
import { readDataflow, type Dataflow } from "../../../../src/onnx/dataflow.ts";
import { readOnnxSignature } from "../../../../src/onnx/signature.ts";
import { openBuilt, type Built } from "../../../../src/pipeline/built.ts";
import { isFile, readRequired, readTextRequired, sha256 } from "../../../../src/pipeline/files.ts";
import type { Model } from "../../../../src/pipeline/model.ts";
import type { Workspace } from "../../../../src/pipeline/workspace.ts";

import { readPinned, type Pinned } from "./pinned.ts";

/** What a page is made from, as far as the model has got. */
export interface ModelFacts {
  model: Model;
  onnxBytes: number;
  /** Of what the circuit is made from, so with the context. */
  dataflow: Dataflow;
  pinned: Pinned | null;
  built: Built | null;
  /** Why it is not built, a sentence. */
  notBuilt: string | null;
  tuning: TuningRecord | null;
}

/**
 * Reads all that stands about a model in its files.
 * @throws what the files' readers throw: a report of damaged files would be none
 */
export async function readFacts(workspace: Workspace, model: Model): Promise<ModelFacts> {
  const { paths, config } = model;
  const bytes = await readRequired(paths.onnx, "the ONNX file", 'check "onnx" in model.json');
  const circuit = config.context ? appendContext(bytes, { where: paths.onnx }) : bytes;
  const signature = readOnnxSignature(circuit, paths.onnx);
  const pinned = await readPinned(model, { onnxSha256: sha256(bytes), signature });
  return {
    model,
    onnxBytes: bytes.length,
    dataflow: readDataflow(circuit, paths.onnx),
    pinned,
    ...(await builtOrReason(workspace, model)),
    tuning: await readTuning(model),
  };
}

async function builtOrReason(
  workspace: Workspace,
  model: Model,
): Promise<Pick<ModelFacts, "built" | "notBuilt">> {
  try {
    return { built: await openBuilt(workspace, model), notBuilt: null };
  } catch (error) {
    if (!(error instanceof NotBuiltError)) throw error;
    return { built: null, notBuilt: `${error.what.charAt(0).toUpperCase()}${error.what.slice(1)}.` };
  }
}

async function readTuning({ directory }: Model): Promise<TuningRecord | null> {
  const path = join(directory, "tuning.json");
  return (await isFile(path)) ? parseTuningRecord(await readTextRequired(path, "the search"), path) : null;
}
