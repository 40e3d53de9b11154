import { readFile } from "node:fs/promises";
import { join } from "node:path";

import * as ort from "onnxruntime-web";

import { WINDOW } from "../../../models/trading-signal/returns.ts";
import type { Model } from "../../../src/pipeline/model.ts";

/** The model in single precision: an allocation for each window of returns. */
export type FloatModel = (windows: readonly (readonly number[])[]) => Promise<number[]>;

/** Opens the committed ONNX file in ONNX Runtime, on one thread: it is too small for more. */
export async function openFloatModel({ directory, config }: Model): Promise<FloatModel> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(await readFile(join(directory, config.onnx)));
  return async (windows) => {
    const allocations: number[] = [];
    for (const window of windows) {
      const returns = new ort.Tensor("float32", Float32Array.from(window), [1, WINDOW]);
      const [allocation] = (await session.run({ returns }))["allocation"]!.data as Float32Array;
      allocations.push(allocation!);
    }
    return allocations;
  };
}
