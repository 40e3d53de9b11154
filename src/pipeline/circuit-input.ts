import { stat } from "node:fs/promises";

import { appendContext } from "../onnx/append-context.ts";
import { readOnnxSignature, type OnnxSignature } from "../onnx/signature.ts";
import { rulesOfRewrite } from "../onnx/rewrite/derive.ts";
import { InputInvalidError, StaleRewriteError } from "../errors/pipeline.ts";

import { readRequired, sha256, writeFileAtomic, isFile, sha256File } from "./files.ts";
import type { Model } from "./model.ts";

/** Larger files are refused unread: no circuit of that size can be proved on any machine. */
const MAX_ONNX_BYTES = 512 * 1024 * 1024;

const SOURCE_REMEDY = 'restore it, or tune again with "onnx" in model.json naming the model\'s own file';

export interface CircuitInput {
  /** sha-256 of the model's own ONNX file. */
  onnxSha256: string;
  /** Of the file that the model's ONNX file is a rewrite of, when it is one. */
  sourceSha256: string | undefined;
  /** The file the engine reads: the model's own, or the one with the context pass-through. */
  engineOnnx: string;
  /** Of what the engine reads. */
  signature: OnnxSignature;
}

/**
 * Derives a rewritten graph again from the model's own ONNX file: where that was changed, the tuned graph is of a model that no longer exists.
 * @throws StaleRewriteError, OnnxMalformedError
 */
export async function requireRewrite({ name, config, paths }: Model): Promise<void> {
  if (config.source !== undefined && (await rulesOfTuned(paths)) === undefined)
    throw new StaleRewriteError(name, paths.onnx, config.source);
}

/** The rules that make the tuned graph of its source; undefined where none do. @throws FileMissingError, OnnxMalformedError */
export async function rulesOfTuned({ onnx, source }: Model["paths"]): Promise<readonly string[] | undefined> {
  const own = await readRequired(source, "the source of the rewritten ONNX file", SOURCE_REMEDY);
  return rulesOfRewrite(own, await readRequired(onnx, "the ONNX file"), source);
}

/** Reads a model's ONNX file, and writes the one with the context pass-through when the model asks for it. */
export async function prepareOnnx({ config, paths }: Model): Promise<CircuitInput> {
  const size = await stat(paths.onnx).then(
    (found) => found.size,
    () => 0,
  );
  if (size > MAX_ONNX_BYTES) {
    throw new InputInvalidError(
      paths.onnx,
      `the ONNX file has ${size} bytes; at most ${MAX_ONNX_BYTES} are read`,
      "use a smaller model",
    );
  }
  const bytes = await readRequired(paths.onnx, "the ONNX file", 'check "onnx" in model.json');
  const onnxSha256 = sha256(bytes);
  const sourceSha256 =
    config.source === undefined
      ? undefined
      : sha256(await readRequired(paths.source, "the source of the rewritten ONNX file", SOURCE_REMEDY));
  if (!config.context) {
    return {
      onnxSha256,
      sourceSha256,
      engineOnnx: paths.onnx,
      signature: readOnnxSignature(bytes, paths.onnx),
    };
  }
  const extended = appendContext(bytes, { where: paths.onnx });
  if (!(await isFile(paths.circuitOnnx)) || (await sha256File(paths.circuitOnnx)) !== sha256(extended)) {
    await writeFileAtomic(paths.circuitOnnx, extended);
  }
  return {
    onnxSha256,
    sourceSha256,
    engineOnnx: paths.circuitOnnx,
    signature: readOnnxSignature(extended, paths.onnx),
  };
}
