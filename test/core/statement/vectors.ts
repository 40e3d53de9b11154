import { readdirSync, readFileSync } from "node:fs";

import { z } from "zod";

import { prettyElementsSchema } from "../../../src/artifacts/public-inputs.ts";
import { feltLeSchema } from "../../../src/artifacts/scalars.ts";
import { settingsSchema } from "../../../src/artifacts/settings.ts";
import { appendContext } from "../../../src/onnx/append-context.ts";
import type { OnnxSignature } from "../../../src/onnx/signature.ts";
import { readOnnxSignature } from "../../../src/onnx/signature.ts";

const vectorSchema = z.object({
  provenance: z.object({ model: z.string(), onnxSha256: z.string(), engine: z.string() }).passthrough(),
  context: z.boolean(),
  onnx: z.string().transform((text) => Buffer.from(text, "base64")),
  cases: z.array(
    z.object({
      inputs: z.string(),
      outputs: z.string(),
      settings: settingsSchema,
      proof: z.object({
        instances: z.array(z.array(feltLeSchema)),
        pretty_public_inputs: prettyElementsSchema,
      }),
    }),
  ),
});

/** What an engine made of one model, with the signature of the file that the engine read. */
export type CodecVector = z.infer<typeof vectorSchema> & { signature: OnnxSignature };

const directory = new URL("../../vectors/codec/", import.meta.url);

/** What the engine recorded, one entry a model and engine version; see scripts/vectors/record-codec.ts. */
export function codecVectors(): CodecVector[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => {
      const vector = vectorSchema.parse(JSON.parse(readFileSync(new URL(file, directory), "utf8")));
      const bytes = vector.context ? appendContext(vector.onnx) : vector.onnx;
      return { ...vector, signature: readOnnxSignature(bytes, file) };
    });
}
