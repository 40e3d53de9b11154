import { fileURLToPath } from "node:url";

import { z } from "zod";

import type { InputValue } from "../../artifacts/input.ts";
import { ensurePackages } from "../native/environment.ts";
import { Worker } from "../native/worker.ts";

import { FLOAT_PACKAGES } from "./packages.ts";

const SCRIPT = fileURLToPath(new URL("./worker.py", import.meta.url));

/** Flat, row-major lists, one a tensor in ONNX order; null stands for what is no finite number. */
const answersSchema = z.array(z.array(z.array(z.number().nullable())));

export interface FloatRequest {
  onnx: string;
  /** Flat, row-major values, one list an input tensor in ONNX order. */
  samples: readonly (readonly (readonly InputValue[])[])[];
  /** Sizes of the named dimensions. */
  variables: readonly (readonly [string, number])[];
}

export interface FloatRuntimeOptions {
  cacheDir: string;
  timeoutSeconds: number;
  /** Named in errors. */
  label: string;
}

/** onnxruntime in a process of its own: what a model answers in floating point, as its authors trained it. */
export class FloatRuntime {
  readonly #worker: Worker;
  readonly #label: string;

  private constructor(worker: Worker, label: string) {
    this.#worker = worker;
    this.#label = label;
  }

  static async open({ cacheDir, timeoutSeconds, label }: FloatRuntimeOptions): Promise<FloatRuntime> {
    const { directory, python } = await ensurePackages(cacheDir, FLOAT_PACKAGES);
    const worker = new Worker({ python, script: SCRIPT, home: directory, timeoutSeconds });
    worker.start();
    return new FloatRuntime(worker, label);
  }

  /** The model's outputs for each sample. */
  async run(request: FloatRequest): Promise<(number | null)[][][]> {
    return answersSchema.parse(await this.#worker.call("run", request, this.#label));
  }

  async close(): Promise<void> {
    await this.#worker.close();
  }
}
