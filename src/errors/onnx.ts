import { EzklError } from "./base.ts";

/** Bytes that are not an ONNX model, or one beyond the reader's limits. */
export class OnnxMalformedError extends EzklError {
  constructor(where: string, problem: string, cause?: unknown) {
    super("EZKL_ONNX_MALFORMED", {
      what: `not a readable ONNX model: ${problem}`,
      where,
      remedy: "export the model again; the file may be cut short, a Git LFS pointer, or of another format",
      cause,
    });
  }
}

/** The graph already uses a name that the context pass-through needs. */
export class OnnxNameClashError extends EzklError {
  constructor(where: string, name: string) {
    super("EZKL_ONNX_NAME_CLASH", {
      what: `the graph already has a value or node named "${name}", which the context pass-through needs`,
      where,
      remedy: `rename "${name}" in the model, pass the file without a pass-through, or switch the model's context off`,
    });
  }
}
