import { readdirSync, readFileSync } from "node:fs";

import { z } from "zod";

import { prettyElementsSchema } from "../../../src/artifacts/public-inputs.ts";
import { feltLeSchema } from "../../../src/artifacts/scalars.ts";
import { settingsSchema } from "../../../src/artifacts/settings.ts";

const valueSchema = z.object({
  name: z.string(),
  elementType: z.string(),
  shape: z.array(z.union([z.number(), z.string()])).nullable(),
});

const vectorSchema = z.object({
  provenance: z.object({ model: z.string(), engine: z.string() }).passthrough(),
  context: z.boolean(),
  signature: z.object({
    irVersion: z.number(),
    opset: z.number(),
    nodeCount: z.number(),
    opTypes: z.array(z.string()),
    inputs: z.array(valueSchema),
    outputs: z.array(valueSchema),
  }),
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

export type CodecVector = z.infer<typeof vectorSchema>;

const directory = new URL("../../vectors/codec/", import.meta.url);

/** What the engine recorded, one entry a model and engine version; see record.ts beside the files. */
export function codecVectors(): CodecVector[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => vectorSchema.parse(JSON.parse(readFileSync(new URL(file, directory), "utf8"))));
}
